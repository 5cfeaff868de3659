"""What firms need, what nothing serves, what is judged unfit, how advice went: in groups."""
