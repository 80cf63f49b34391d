"""What things are: values shared by every stage; imports nothing else of ours."""
