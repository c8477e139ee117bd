# httpd.pl DIR: a provider on a free port of the loopback, for provider.t. Its
# port is in DIR/port. Each request that it has read whole is added to DIR/log: a
# line with its first line, the headers that matter, and the body. What it
# answers is in the path:
#
#	/before		hangs up without reading	/half	reads 1000 bytes
#	/after		hangs up without an answer	/slow	does not answer
#	/cut		breaks off in its answer	/big	much of an answer
#	/to		goes elsewhere (302)		/N/TEXT	status N and TEXT
use strict;
use warnings;
use IO::Socket::INET;

my ($dir) = @ARGV;
$SIG{PIPE} = 'IGNORE';
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 16)
    or die "httpd: $!\n";
open my $out, '>', "$dir/port.new" or die;
print $out $server->sockport, "\n";
close $out;
rename "$dir/port.new", "$dir/port";
open my $log, '>>', "$dir/log" or die;
$log->autoflush;
while (1) {
	my $c = $server->accept or next;
	my $first = <$c> // next;
	my ($path) = $first =~ /^\S+ (\S+)/;
	if ($path =~ m{^/before}) { close $c; next }
	my ($size, $kept) = (0, '');
	while (my $line = <$c>) {
		last if $line =~ /^\r?$/;
		$size = $1 if $line =~ /^content-length: *(\d+)/i;
		$kept .= $1 if $line =~
		    /^((?:authorization|idempotency-key|content-type): .*?)\r?$/i;
	}
	my $body = '';
	if ($path =~ m{^/half}) { read $c, $body, 1000; close $c; next }
	read $c, $body, $size if $size;
	$first =~ s/[\r\n]+$//;
	$body =~ s/\r/\\r/g;
	$body =~ s/\n/\\n/g;
	print $log "$first [$kept] $body\n";
	if ($path =~ m{^/after}) { close $c; next }
	if ($path =~ m{^/slow}) { sleep 3; close $c; next }
	my ($status, $text) = $path =~ m{^/(\d+)/([^?]*)};
	($status, $text) = (200, 'x' x 300000) if $path =~ m{^/big};
	($status, $text) = (200, 'OK') if $path =~ m{^/cut};
	($status, $text) = (302, '') if $path =~ m{^/to};
	$text =~ s/%(..)/chr hex $1/ge;
	my $length = length($text) + ($path =~ m{^/cut} ? 100 : 0);
	print $c "HTTP/1.1 $status Yes\r\nLocation: /200/OK\r\n",
	    "Content-Length: $length\r\nConnection: close\r\n\r\n$text";
	close $c;
}
