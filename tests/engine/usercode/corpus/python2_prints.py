class Net:
    def forward(self, X):
        print "in forward", X.shape
        return X
