"""System calls per architecture, what a worker is refused as data, and the seccomp program made of it.

Covered:
- sockets of every kind, new processes, programs and namespaces, signals to others, shared memory that no other limit
  counts, other processes' memory, mounts, handles that go round paths, kernel interfaces, clocks and priorities;
- calls of another architecture or of the x32 set end the process.

Not covered:
- what a call does with a path (mounts and Landlock do that) or with memory (limits do that);
- calls that are younger than this list: Landlock and the namespaces still hold for those.
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Iterable

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
OWN_PID = 0x7FFF_FFF7  # stands for the worker's own pid until `for_pid` puts it in
X32_BIT = 0x4000_0000

# name:number on x86_64:number on aarch64
_TABLE = """
_sysctl:156:- accept4:288:242 accept:43:202 acct:163:89 add_key:248:217 adjtimex:159:171 bind:49:200 bpf:321:280
chmod:90:- chown:92:- chroot:161:51 clock_adjtime:305:266 clock_settime:227:112 clone3:435:435 clone:56:220
close_range:436:436 connect:42:203 create_module:174:- delete_module:176:106 execve:59:221 execveat:322:281
fanotify_init:300:262 fanotify_mark:301:263 fchmod:91:52 fchmodat2:452:452 fchmodat:268:53 fchown:93:55
fchownat:260:54 fcntl:72:25 file_setattr:469:469 finit_module:313:273 fork:57:- fremovexattr:199:16 fsconfig:431:431
fsetxattr:190:7 fsmount:432:432 fsopen:430:430 fspick:433:433 futimesat:261:- init_module:175:105
io_uring_enter:426:426 io_uring_register:427:427 io_uring_setup:425:425 ioctl:16:29 ioperm:173:- iopl:172:-
ioprio_set:251:30 kcmp:312:272 kexec_file_load:320:294 kexec_load:246:104 keyctl:250:219 kill:62:129
landlock_add_rule:445:445 landlock_create_ruleset:444:444 landlock_restrict_self:446:446 lchown:94:- listen:50:201
listmount:458:458 lookup_dcookie:212:18 lremovexattr:198:15 lsetxattr:189:6 lsm_set_self_attr:460:460
memfd_create:319:279 memfd_secret:447:447 migrate_pages:256:238 mknod:133:- mknodat:259:33 mmap:9:222 modify_ldt:154:-
mount:165:40 mount_setattr:442:442 move_mount:429:429 move_pages:279:239 mq_notify:244:184 mq_open:240:180
mq_unlink:241:181 msgctl:71:187 msgget:68:186 msgrcv:70:188 msgsnd:69:189 name_to_handle_at:303:264
nfsservctl:180:42 open_by_handle_at:304:265 open_tree:428:428 open_tree_attr:467:467 perf_event_open:298:241
personality:135:92 pidfd_getfd:438:438 pidfd_open:434:434 pidfd_send_signal:424:424 pivot_root:155:41 prctl:157:167
prlimit64:302:261 process_madvise:440:440 process_mrelease:448:448 process_vm_readv:310:270
process_vm_writev:311:271 ptrace:101:117 quotactl:179:60 quotactl_fd:443:443 reboot:169:142 removexattr:197:14
removexattrat:466:466 request_key:249:218 rt_sigqueueinfo:129:138 rt_tgsigqueueinfo:297:240
sched_setaffinity:203:122 sched_setattr:314:274 sched_setparam:142:118 sched_setscheduler:144:119 seccomp:317:277
semctl:66:191 semget:64:190 semop:65:193 semtimedop:220:192 setdomainname:171:162 sethostname:170:161 setns:308:268
setpgid:109:154 setpriority:141:140 setsid:112:157 settimeofday:164:170 setxattr:188:5 setxattrat:463:463
shmat:30:196 shmctl:31:195 shmget:29:194 socket:41:198 socketpair:53:199 statmount:457:457 swapoff:168:225
swapon:167:224 sysfs:139:- syslog:103:116 tgkill:234:131 tkill:200:130 truncate:76:45 umount2:166:39 unshare:272:97
uselib:134:- userfaultfd:323:282 ustat:136:- utime:132:- utimensat:280:88 utimes:235:- vfork:58:- vhangup:153:58
"""
NUMBERS = {
    name: tuple(None if text == "-" else int(text) for text in numbers)
    for name, *numbers in (entry.split(":") for entry in _TABLE.split())
}

# What a worker is refused, by the reason for it; a capability opens whole groups.
DENIED = {
    "sockets": "socket socketpair connect bind listen accept accept4",
    "processes": "fork vfork",
    "signals": "kill tkill rt_sigqueueinfo rt_tgsigqueueinfo",
    "programs": "execve execveat",
    "sessions": "setsid setpgid",
    "shared memory": (
        "shmget shmat shmctl semget semop semctl semtimedop msgget msgsnd msgrcv msgctl mq_open mq_unlink "
        "mq_notify memfd_create memfd_secret"
    ),
    "other processes": (
        "ptrace process_vm_readv process_vm_writev process_madvise process_mrelease pidfd_open "
        "pidfd_getfd pidfd_send_signal kcmp migrate_pages move_pages setpriority ioprio_set "
        "sched_setscheduler sched_setparam sched_setattr"
    ),
    "mounts": (
        "mount umount2 pivot_root chroot fsopen fsconfig fsmount fspick move_mount open_tree "
        "open_tree_attr mount_setattr statmount listmount"
    ),
    "namespaces": "unshare setns",
    "kernel": (
        "bpf perf_event_open io_uring_setup io_uring_enter io_uring_register userfaultfd keyctl add_key "
        "request_key kexec_load kexec_file_load init_module finit_module delete_module create_module "
        "reboot swapon swapoff acct syslog quotactl quotactl_fd nfsservctl lookup_dcookie personality "
        "modify_ldt uselib iopl ioperm vhangup fanotify_init fanotify_mark sysfs ustat _sysctl "
        "lsm_set_self_attr"
    ),
    "clock and name": "settimeofday clock_settime adjtimex clock_adjtime sethostname setdomainname",
    "files by handle": "name_to_handle_at open_by_handle_at mknod mknodat",
    "attributes": (
        "chmod fchmod fchmodat fchmodat2 chown lchown fchown fchownat setxattr lsetxattr fsetxattr "
        "setxattrat removexattr lremovexattr fremovexattr removexattrat utime utimes utimensat futimesat "
        "file_setattr truncate"
    ),
}
OPENS = {
    "processes": ("processes",),
    "compiler": ("processes", "programs"),
    "namespaces": ("attributes", "signals"),  # what a worker does there, it does to what is its own
}

NEVER = 0x7E02_8000  # every CLONE_NEW* flag that clone knows, and CLONE_PARENT
THREAD = 0x0001_0000  # CLONE_THREAD
MAP_SHARED, MAP_ANONYMOUS = 0x01, 0x20
REQUESTS = (0x5412, 0x540E, 0x541C, 0x541D, 0x8901, 0x8902)  # TIOCSTI, -SCTTY, -LINUX, -CONS; FIOSETOWN, SIOCSPGRP
FILE_COMMANDS = (8, 10, 15, 1024, 1026)  # F_SETOWN, F_SETSIG, F_SETOWN_EX (signals to others), F_SETLEASE, F_NOTIFY
OPTIONS = (1, 4, 36, 0x59616D61)  # PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_PTRACER
UNIX, INET, INET6 = 1, 2, 10

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL, REFUSE, ABSENT = 0x7FFF_0000, 0x8000_0000, 0x0005_0000 | errno.EPERM, 0x0005_0000 | errno.ENOSYS
NUMBER_AT, ARCH_AT, ARGUMENTS_AT = 0, 4, 16

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, constant


def number(name: str, machine: str) -> int | None:
    """The number of a call on `machine`; None where it has none."""
    return NUMBERS[name][list(ARCHITECTURES).index(machine)]


def denied_names(capabilities: Iterable[str]) -> list[str]:
    """The calls refused whatever their arguments are."""
    opened = {group for capability in capabilities for group in OPENS[capability]}
    return [name for group, names in DENIED.items() if group not in opened for name in names.split()]


def build_filter(arch: str, capabilities: frozenset[str] = frozenset()) -> bytes:
    """The seccomp program for `arch` as packed instructions; KeyError for an architecture or capability not known.

    Beside what a chapter may ask for ("processes", "compiler") a tier grants "namespaces".

    `OWN_PID` in it stands for the worker's pid: see `for_pid`.
    """
    program: list[Instruction] = [
        (LOAD, 0, 0, ARCH_AT),
        (EQUAL, 1, 0, ARCHITECTURES[arch]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER_AT),
    ]
    if arch == "x86_64":
        program += [(AT_LEAST, 0, 1, X32_BIT), (RETURN, 0, 0, KILL)]
    rules = _argument_rules(capabilities)
    for name in denied_names(capabilities):
        if name not in rules:
            program += _when(number(name, arch), [(RETURN, 0, 0, REFUSE)])
    for name, rule in rules.items():
        program += _when(number(name, arch), rule)
    program.append((RETURN, 0, 0, ALLOW))
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)


def for_pid(program: bytes, pid: int) -> bytes:
    """The program with the worker's own pid in the place of `OWN_PID`."""
    return b"".join(
        struct.pack("=HBBI", code, yes, no, pid if constant == OWN_PID else constant)
        for code, yes, no, constant in struct.iter_unpack("=HBBI", program)
    )


def _argument_rules(capabilities: frozenset[str]) -> dict[str, list[Instruction]]:
    """Calls whose arguments decide: name -> instructions that end in a verdict."""
    forks = bool(capabilities & {"processes", "compiler"})
    rules = {
        "clone3": [
            (RETURN, 0, 0, ABSENT)
        ],  # its flags lie in memory, where a filter cannot look; glibc then uses clone
        "clone": _threads_or_processes() if forks else _threads_only(),
        "ioctl": _verdict(1, REQUESTS, found=REFUSE, other=ALLOW),
        "fcntl": _verdict(1, FILE_COMMANDS, found=REFUSE, other=ALLOW),
        "prctl": _verdict(0, OPTIONS, found=REFUSE, other=ALLOW),
        "prlimit64": _verdict(0, (0, OWN_PID), found=ALLOW, other=REFUSE),
        "sched_setaffinity": _verdict(0, (0, OWN_PID), found=ALLOW, other=REFUSE),
    }
    if "namespaces" not in capabilities:
        rules["tgkill"] = _verdict(0, (OWN_PID,), found=ALLOW, other=REFUSE)  # abort() and raise() signal oneself
        rules["kill"] = _verdict(0, (OWN_PID,), found=ALLOW, other=REFUSE)
    if not forks:
        rules["mmap"] = _no_shared_memory()
    if forks:
        rules["socketpair"] = _verdict(0, (UNIX,), found=ALLOW, other=REFUSE)
    if forks and "namespaces" in capabilities:
        rules["socket"] = _verdict(0, (UNIX, INET, INET6), found=ALLOW, other=REFUSE)
        rules |= {name: [(RETURN, 0, 0, ALLOW)] for name in ("connect", "bind", "listen", "accept", "accept4")}
    return rules


def _threads_only() -> list[Instruction]:
    return [
        (LOAD, 0, 0, ARGUMENTS_AT),
        (ANY_BIT, 2, 0, NEVER),
        (ANY_BIT, 0, 1, THREAD),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]


def _no_shared_memory() -> list[Instruction]:
    """Anonymous memory must be private: RLIMIT_DATA does not count the other kind."""
    return [
        (LOAD, 0, 0, ARGUMENTS_AT + 8 * 3),
        (ANY_BIT, 0, 2, MAP_ANONYMOUS),
        (ANY_BIT, 0, 1, MAP_SHARED),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
    ]


def _threads_or_processes() -> list[Instruction]:
    return [
        (LOAD, 0, 0, ARGUMENTS_AT),
        (ANY_BIT, 0, 1, NEVER),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
    ]


def _verdict(argument: int, values: tuple[int, ...], *, found: int, other: int) -> list[Instruction]:
    """`found` where the low half of an argument, all that the kernel reads, is one of `values`; else `other`."""
    tests = [(EQUAL, len(values) - index, 0, value) for index, value in enumerate(values)]
    return [(LOAD, 0, 0, ARGUMENTS_AT + 8 * argument), *tests, (RETURN, 0, 0, other), (RETURN, 0, 0, found)]


def _when(call: int | None, body: list[Instruction]) -> list[Instruction]:
    """`body` for one call; nothing for a call that the architecture does not have."""
    return [] if call is None else [(EQUAL, 0, len(body), call), *body]
