"""What one document may cost."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLimits:
    """Limits of one run; the child is killed at the first that it meets."""

    seconds: float = 60.0  # wall clock, and processor time rounded up
    memory_bytes: int = 1024 * MIB  # address space, the interpreter and its libraries included (some 200 MiB)
    output_bytes: int = 256 * MIB  # of the answer
    open_files: int = 32
    processes: int = 0  # further processes it may start; 0 also forbids to run another program
    file_bytes: int = 0  # of each file that it writes
    start_seconds: float = 60.0  # for the server to import its tasks

    def __post_init__(self) -> None:
        if min(self.seconds, self.start_seconds) <= 0 or min(self.memory_bytes, self.output_bytes) <= 0:
            raise ValueError("limits of a room are above zero")
        if self.open_files < 8 or min(self.processes, self.file_bytes) < 0:
            raise ValueError(
                "a child needs eight open files and cannot start fewer than no processes or write less than nothing"
            )
