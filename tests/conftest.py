"""What all tests share: property tests without a deadline, for the machines that run them differ."""

from hypothesis import HealthCheck, settings

settings.register_profile("losses", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("losses")
