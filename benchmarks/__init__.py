"""Measurements that are run by hand; docs/benchmarks.md holds what they gave."""
