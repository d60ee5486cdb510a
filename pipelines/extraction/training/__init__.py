"""Texts written for training the models of claims; every figure that counts casualties is marked in place."""
