"""What a person works on: results, sentences, reports. No Qt."""
