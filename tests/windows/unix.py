"""What Python has on Unix only, by the documentation of its modules ("Availability: Unix")."""

MODULES = (
    "crypt", "fcntl", "grp", "nis", "ossaudiodev", "posix", "pty", "pwd", "resource", "spwd", "syslog",
    "termios", "tty",
)  # fmt: skip

OF_OS = (
    "chown", "ctermid", "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getgroups",
    "getloadavg", "getpgid", "getpgrp", "getpriority", "getsid", "getuid", "killpg", "lchown", "major",
    "makedev", "minor", "mkfifo", "mknod", "nice", "openpty", "pathconf", "pipe2", "posix_spawn", "pread",
    "pwrite", "sched_getaffinity", "sendfile", "setegid", "seteuid", "setgid", "setpgid", "setpgrp",
    "setpriority", "setsid", "setuid", "statvfs", "sync", "sysconf", "tcgetpgrp", "uname", "wait", "wait3",
    "wait4", "waitid", "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "WNOHANG",
)  # fmt: skip

OF_SIGNAL = (
    "SIGALRM", "SIGCHLD", "SIGCONT", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGSTOP", "SIGTSTP", "SIGUSR1",
    "SIGUSR2", "alarm", "pause", "pthread_kill", "pthread_sigmask", "setitimer", "sigwait",
)  # fmt: skip

# What Python itself and the packages for this system need here, having other ways on Windows. (psutil needs
# `resource`, too, and is imported before anything is hidden.)
NEEDED = (
    "posix", "termios", "tty", "getegid", "geteuid", "getgid", "getgroups", "getuid", "pipe2", "pread",
    "pwrite", "sched_getaffinity", "sysconf", "sendfile", "uname", "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW",
    "O_NONBLOCK", "WNOHANG",
)  # fmt: skip
