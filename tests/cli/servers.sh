# servers.sh: real servers on the loopback, in the scratch folder; sourced
# behind lib.sh. Each function starts one, and is false, with the reason in
# $why, where that is not possible; all end with the script.
#
#   ports N            that many free ones, which differ
#   wait_for PORT      until somebody listens there
#   soon COMMAND...    until it is true, half a minute at most
#   certificate NAME   NAME.pem and NAME.key, of 127.0.0.1
#   serve DIR COMMAND  a program that writes DIR/port: $port
#   postfix_up         $port; the rest of main.cf is standard input
#   dovecot_up USER... IMAPS at $port for their Maildirs mail/USER; logins for
#                      other servers at dovecot/auth; the password of all is
#                      $password, or "segreta"
#   kannel_up [FILE]   $http for sendsms, $web for reports in reports.csv; FILE
#                      adds groups to its configuration
#   hylafax_up [MODEM] $port, its queue in spool/; MODEM plays a modem: it is
#                      given the file of a job, and ends with 2 when the fax
#                      has arrived, 1 when it never will
#   sshd_up            $port; keys host, key; known, authorized
PATH=$PATH:/usr/sbin:/sbin
pids='' postfixes='' why=''
cleanup() {
	for dir in $postfixes; do postfix -c "$dir" stop >/dev/null 2>&1; done
	for pid in $pids; do kill "$pid" 2>/dev/null; done
	[ ! -s sshd.pid ] || kill "$(cat sshd.pid)" 2>/dev/null
	[ -z "${ran-}" ] || rmdir "$ran"
	wait 2>/dev/null
}
chmod 755 "$T"	# servers have users of their own
no() { why=$1; return 1; }
need() {
	for program; do
		command -v "$program" >/dev/null || no "no $program" || return
	done
}
ports() {
	perl -MIO::Socket::INET -e 'print join " ", map { $_->sockport }
	    map { IO::Socket::INET->new(LocalAddr => "127.0.0.1",
	    Listen => 1) } 1 .. $ARGV[0]' "$1"
}
wait_for() {
	perl -MIO::Socket::INET -e 'for (1 .. 100) {
		exit 0 if IO::Socket::INET->new("127.0.0.1:$ARGV[0]");
		select undef, undef, undef, 0.1;
	}
	exit 1' "$1"
}
soon() {
	tries=0
	until "$@"; do
		[ $((tries += 1)) -lt 120 ] || return
		sleep 0.25
	done
}
certificate() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	    -days 9 -keyout "$1.key" -out "$1.pem" -subj /CN=127.0.0.1 \
	    -addext subjectAltName=IP:127.0.0.1 2>/dev/null
}
serve() {
	dir=$1
	shift
	mkdir -p "$dir" && rm -f "$dir/port"
	"$@" 2>"$dir.err" &
	pids="$pids $!"
	soon test -s "$dir/port" || no "$dir: $(tail -n 1 "$dir.err")" || return
	port=$(cat "$dir/port")
}

postfix_up() {
	need postfix openssl || return
	[ "$(id -u)" = 0 ] || no 'Postfix wants root' || return
	port=$(ports 1)
	certificate srv
	mkdir -p conf data queue mail
	chown postfix data && chown 65534 mail
	cat - >conf/main.cf <<-C
	compatibility_level = 3.6
	queue_directory = $T/queue
	data_directory = $T/data
	mail_owner = postfix
	setgid_group = postdrop
	inet_interfaces = 127.0.0.1
	inet_protocols = ipv4
	myhostname = test.example
	mydestination =
	virtual_mailbox_base = $T/mail
	virtual_uid_maps = static:65534
	virtual_gid_maps = static:65534
	smtpd_relay_restrictions = reject_unauth_destination
	smtpd_tls_security_level = encrypt
	smtpd_tls_cert_file = $T/srv.pem
	smtpd_tls_key_file = $T/srv.key
	maillog_file = $T/postfix.log
	maillog_file_prefixes = ${T%/*}
	C
	cat >>conf/main.cf
	# service type private unprivileged chroot wakeup limit program
	cat >conf/master.cf <<-C
	$port inet n - n - - smtpd
	postlog unix-dgram n - n - 1 postlogd
	pickup unix n - n 60 1 pickup
	cleanup unix n - n - 0 cleanup
	qmgr unix n - n 300 1 qmgr
	rewrite unix - - n - - trivial-rewrite
	bounce unix - - n - 0 bounce
	defer unix - - n - 0 bounce
	trace unix - - n - 0 bounce
	verify unix - - n - 1 verify
	virtual unix - n n - - virtual
	error unix - - n - - error
	retry unix - - n - - error
	anvil unix - - n - 1 anvil
	proxymap unix - - n - - proxymap
	proxywrite unix - - n - 1 proxymap
	tlsmgr unix - - n 1000? 1 tlsmgr
	C
	postfixes="$postfixes $T/conf"
	postfix -c "$T/conf" start >postfix.out 2>&1 &&
	    soon grep -q 'daemon started' postfix.log ||
	    no 'Postfix does not start'
}

dovecot_up() {
	need dovecot openssl || return
	user=$(id -un) group=$(id -gn) as=''
	if [ "$(id -u)" = 0 ]; then
		need setpriv || return
		user=nobody group=$(id -gn nobody)
		as="setpriv --reuid $user --regid $group --clear-groups"
	fi
	port=$(ports 1)
	mkdir -p dovecot mail
	certificate dovecot/srv
	for name; do
		mkdir -p "mail/$name/new" "mail/$name/cur" "mail/$name/tmp"
		echo "$name:{PLAIN}${password:-segreta}::::::"
	done >dovecot/users
	cat >dovecot/conf <<-C
	base_dir = $T/dovecot/run
	state_dir = $T/dovecot/state
	log_path = $T/dovecot/log
	protocols = imap
	listen = 127.0.0.1
	ssl = required
	ssl_cert = <$T/dovecot/srv.pem
	ssl_key = <$T/dovecot/srv.key
	mail_location = maildir:$T/mail/%u
	default_internal_user = $user
	default_internal_group = $group
	default_login_user = $user
	first_valid_uid = 0
	first_valid_gid = 0
	service imap-login {
	  chroot =
	  inet_listener imap {
	    port = 0
	  }
	  inet_listener imaps {
	    port = $port
	    ssl = yes
	  }
	}
	service anvil {
	  chroot =
	}
	service stats {
	  chroot =
	}
	auth_mechanisms = plain login
	service auth {
	  unix_listener $T/dovecot/auth {
	    mode = 0666
	  }
	}
	passdb {
	  driver = passwd-file
	  args = $T/dovecot/users
	}
	userdb {
	  driver = static
	  args = uid=$user gid=$group home=$T/dovecot
	}
	namespace inbox {
	  inbox = yes
	}
	C
	[ -z "$as" ] || chown -R "$user:$group" dovecot mail
	$as dovecot -F -c "$T/dovecot/conf" >dovecot.out 2>&1 &
	pids="$pids $!"
	soon test -S dovecot/run/auth-userdb && wait_for "$port" ||
	    no "dovecot: $(tail -n 1 dovecot/log 2>/dev/null)"
}

kannel_up() {
	fake=/usr/lib/kannel/test/fakesmsc
	need bearerbox smsbox $fake || return
	# shellcheck disable=SC2046 # numbers
	set -- "${1-/dev/null}" $(ports 5)
	http=$5 web=$6
	cat - "$1" >kannel.conf <<-C
	group = core
	admin-port = $2
	admin-interface = 127.0.0.1
	admin-password = x
	smsbox-port = $3
	smsbox-interface = 127.0.0.1
	log-file = $T/bearerbox.log
	log-level = 1

	group = smsbox
	bearerbox-host = 127.0.0.1
	sendsms-port = $http
	sendsms-interface = 127.0.0.1
	log-file = $T/smsbox.log
	log-level = 1

	group = sendsms-user
	username = cr
	password = "s&cret=1"
	concatenation = true
	max-messages = 5

	group = smsc
	smsc = fake
	smsc-id = fake
	port = $4
	connect-allow-ip = 127.0.0.1
	C
	bearerbox -v 4 kannel.conf >bearerbox.out 2>&1 &
	pids="$pids $!"
	wait_for "$3" || no 'bearerbox does not start' || return
	smsbox -v 4 kannel.conf >smsbox.out 2>&1 &
	pids="$pids $!"
	$fake -H 127.0.0.1 -r "$4" -i 1 -m 0 'x y text z' >network 2>&1 &
	pids="$pids $!"
	CR_REPORTS=$T/reports.csv perl "$TOP/tests/cli/cgid.pl" "$web" \
	    "sh $CR_SHARE/providers/sms-report.cgi" >web 2>&1 &
	pids="$pids $!"
	wait_for "$http" && wait_for "$web" || no 'smsbox does not start'
}

hylafax_up() {
	need hfaxd faxq sendfax faxstat faxrm || return
	[ "$(id -u)" = 0 ] || no 'HylaFAX wants root' || return
	mkdir spool
	for folder in archive client config dev docq doneq etc info log pollq \
	    recvq sendq status tmp; do
		mkdir "spool/$folder"
	done
	cp -r /var/spool/hylafax/bin spool/bin
	cp /etc/hylafax/setup.cache /etc/hylafax/config \
	    /etc/hylafax/hfaxd.conf /etc/hylafax/pagesizes \
	    /etc/hylafax/dialrules spool/etc
	printf 'localhost:21::\n127.0.0.1\n' >spool/etc/hosts.hfaxd
	if [ -n "${1-}" ]; then
		echo "SendFaxCmd: $1" >>spool/etc/config
		cp /var/spool/hylafax/config/class1 spool/etc/config.ttyS9
	fi
	chown -R uucp:uucp spool
	chmod 600 spool/etc/hosts.hfaxd
	port=$(ports 1)
	faxq -q "$T/spool" -D >faxq.out 2>&1 &
	pids="$pids $!"
	soon test -p spool/FIFO || no 'faxq does not start' || return
	[ -z "${1-}" ] || soon faxmodem -q "$T/spool" ttyS9 >/dev/null 2>&1 ||
	    no 'faxq takes no modem' || return
	hfaxd -d -q "$T/spool" -l 127.0.0.1 -i "$port" >hfaxd.out 2>&1 &
	pids="$pids $!"
	wait_for "$port" || no 'hfaxd does not start'
}

sshd_up() {
	server=/usr/lib/openssh/sftp-server
	need sshd ssh-keygen sftp $server || return
	ssh-keygen -q -t ed25519 -N '' -f host
	ssh-keygen -q -t ed25519 -N '' -f key
	cat key.pub >authorized
	port=$(ports 1)
	cat >sshd.conf <<-C
	Port $port
	ListenAddress 127.0.0.1
	HostKey $T/host
	PidFile $T/sshd.pid
	AuthorizedKeysFile $T/authorized
	StrictModes no
	UsePAM no
	PasswordAuthentication no
	KbdInteractiveAuthentication no
	Subsystem sftp ${SFTP_SERVER:-$server}
	C
	if [ "$(id -u)" = 0 ] && [ ! -d /run/sshd ]; then
		ran=/run/sshd
		mkdir $ran
	fi
	"$(command -v sshd)" -f sshd.conf -E "$T/sshd.log" 2>sshd.out &&
	    soon test -s sshd.pid || no 'sshd does not start' || return
	printf '[127.0.0.1]:%s %s\n' "$port" \
	    "$(cut -d ' ' -f 1,2 host.pub)" >known
}
