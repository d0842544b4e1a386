"""Where declarations meet the licences that they draw on: judged by the live balance, reserved, written off, given back."""
