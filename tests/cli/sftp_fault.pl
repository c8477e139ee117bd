# sftp_fault.pl SERVER FILE: an SFTP server that goes away. It runs SERVER; when
# FILE exists and holds "N how", it ends the session at the N-th renaming: before
# SERVER has got it, or after SERVER has answered and nobody was told; or it
# refuses, and lives on.
use strict;
use warnings;
use IPC::Open2;

my ($server, $file) = @ARGV;
my ($n, $how) = (0, '');
if (open my $in, '<', $file) { ($n, $how) = split ' ', <$in> }
my $pid = open2(my $from, my $to, $server);
binmode $_ for *STDIN, *STDOUT, $from, $to;

sub packet {
	my ($in) = @_;
	my ($head, $body);
	read($in, $head, 4) == 4 or return;
	my $size = unpack 'N', $head;
	read($in, $body, $size) == $size or return;
	return ($head . $body, ord $body);
}

# With the sshd that serves this connection, so that it is cut at once.
sub end {
	my $up = getppid;
	for (1 .. 3) {
		open my $in, '<', "/proc/$up/stat" or last;
		my ($name, $parent) = <$in> =~ /\((.*)\) \S+ (\d+)/ or last;
		if ($name =~ /^sshd/) { kill 'KILL', $up; last }
		$up = $parent;
	}
	kill 'KILL', $pid, $$;
}

# Each request has one answer, so they can take turns.
$| = 1;
$to->autoflush;
my $renamed = 0;
while (my ($request, $type) = packet(*STDIN)) {
	my $fatal = $type == 18 && ++$renamed == $n;
	end() if $fatal && $how eq 'before';
	if ($fatal && $how eq 'refuse') {
		my $no = chr(101) . substr($request, 5, 4) .
		    pack 'N N/a* N', 4, 'Failure', 0;
		print pack 'N/a*', $no;
		next;
	}
	print $to $request;
	my ($answer) = packet($from) or end();
	end() if $fatal;
	print $answer;
}
