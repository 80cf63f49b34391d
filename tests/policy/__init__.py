"""policy.yaml: the sample, and every fault it can have."""
