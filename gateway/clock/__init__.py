"""What must happen in time: the record is chained, people are reminded, holds expire, old content is destroyed."""
