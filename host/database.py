"""A private MariaDB: its own data folder, socket and port, on 127.0.0.1."""

import getpass
import os
import subprocess
import time

from host import layout, ports
from host.failure import Failure
from host.passwords import secret
from host.process import run_quietly

FOLDER = layout.RUN / "mariadb"
DATA = FOLDER / "data"
CONFIG = FOLDER / "mariadb.cnf"
ADMINISTRATOR = "bench_admin"
SETTINGS = """\
# Written by ./run; changes are overwritten. Own settings go into .run/mariadb/local/*.cnf
[mariadbd]
datadir={data}
tmpdir={folder}/tmp
socket={socket}
pid-file={folder}/mariadb.pid
port={port}
bind-address=127.0.0.1
skip-name-resolve
local-infile=0
symbolic-links=0
secure-file-priv={folder}/files

# what Frappe asks for
character-set-client-handshake=FALSE
character-set-server=utf8mb4
collation-server=utf8mb4_unicode_ci

# Money is in here: every commit is on disk before it counts.
innodb-flush-log-at-trx-commit=1
innodb-buffer-pool-size=1G
innodb-log-file-size=512M
innodb-flush-method=O_DIRECT
innodb-io-capacity=1000
max-allowed-packet=256M
max-connections=200
tmp-table-size=64M
max-heap-table-size=64M
sort-buffer-size=4M

[mariadb-dump]
max-allowed-packet=256M
!includedir {folder}/local
"""


def prepare() -> str:
	"""Write the configuration and, the first time, the system tables. Returns a remark."""
	for folder in (FOLDER, FOLDER / "files", FOLDER / "local", FOLDER / "tmp"):
		folder.mkdir(parents=True, exist_ok=True, mode=0o700)
	write_config()
	if (DATA / "mysql").is_dir():
		return "unchanged"
	installer = ["mariadb-install-db", f"--defaults-file={CONFIG}", f"--user={getpass.getuser()}"]
	installer += ["--auth-root-authentication-method=socket", f"--auth-root-socket-user={getpass.getuser()}"]
	run_quietly([*installer, "--skip-test-db"], "mariadb-install.log")
	return "created"


def write_config() -> None:
	"""The server's settings with this checkout's folders and port."""
	text = SETTINGS.format(data=DATA, socket=socket(), folder=FOLDER, port=ports.load()["mariadb"])
	CONFIG.write_text(text)


def socket() -> str:
	"""The server's socket. The kernel allows 107 characters, so a deep checkout uses the folder below."""
	wanted = str(FOLDER / "mariadb.sock")
	name = f"{layout.ROOT.name}-{layout.RUN.name}" if layout.APART else layout.ROOT.name
	return wanted if len(wanted.encode()) < 107 else f"/run/user/{os.getuid()}/{name}.sock"


def service() -> dict:
	"""MariaDB as the supervisor runs it."""
	command = ["/usr/sbin/mariadbd", f"--defaults-file={CONFIG}"]
	if os.geteuid() == 0:
		command.append("--user=root")
	return {
		"name": "mariadb",
		"command": command,
		"environment": {},
		"folder": str(FOLDER),
		"needs": [],
		"patience": 120.0,
	}


def wait_until_ready(seconds: float = 60) -> None:
	"""Wait for the server, then make sure that its administrator exists."""
	deadline = time.monotonic() + seconds
	while not answers():
		if time.monotonic() > deadline:
			raise Failure(
				"MariaDB không khởi động được. Xem logs/mariadb.log.",
				"MariaDB did not start; logs/mariadb.log says why.",
			)
		time.sleep(0.2)
	make_administrator()


def answers() -> bool:
	"""Whether the server takes our commands."""
	return execute("select 1", check=False).returncode == 0


def make_administrator() -> None:
	"""The account that creates the sites' databases. Accounts without a password are removed."""
	password = secret("mariadb")
	execute(
		f"create user if not exists '{ADMINISTRATOR}'@'127.0.0.1' identified by '{password}';"
		f"grant all on *.* to '{ADMINISTRATOR}'@'127.0.0.1' with grant option;"
		"delete from mysql.global_priv where User in ('', 'root') and Host <> 'localhost' or User = '';"
		"flush privileges"
	)


def drop(site_database: str) -> None:
	"""Remove a site's database and its account (both have the same name)."""
	execute(f"drop database if exists `{site_database}`; drop user if exists '{site_database}'@'%'")


def dump(site_database: str, image) -> None:
	"""Write a site's database into a file, without passwords and sessions."""
	image.parent.mkdir(mode=0o700, exist_ok=True)
	command = ["mariadb-dump", "--no-defaults", f"--socket={socket()}", f"--user={getpass.getuser()}"]
	command += ["--single-transaction", "--skip-dump-date", f"--result-file={image}.new"]
	command += [f"--ignore-table-data={site_database}.{table}" for table in ("__Auth", "tabSessions")]
	run_quietly([*command, site_database], "mariadb-dump.log")
	image.with_name(image.name + ".new").rename(image)


def execute(sql: str, check: bool = True) -> subprocess.CompletedProcess:
	"""Run SQL as the server's owner, over its socket."""
	command = ["mariadb", "--no-defaults", f"--socket={socket()}", f"--user={getpass.getuser()}"]
	return subprocess.run([*command, "--batch"], input=sql, text=True, capture_output=True, check=check)
