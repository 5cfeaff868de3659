"""What an operator watches and keeps: readiness, condition, retention, ranking models."""
