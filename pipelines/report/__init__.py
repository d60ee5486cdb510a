"""What people look at: pictures and pages made from the published file, and from nothing else."""
