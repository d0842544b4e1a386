"""What differs: between versions of a plan or a notice, and along the chain from plan to notice, document and payment."""
