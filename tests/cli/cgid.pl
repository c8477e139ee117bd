# cgid.pl PORT PROGRAM: a web server for one CGI program, of one request after
# another.
use strict;
use warnings;
use IO::Socket::INET;

my ($port, $program) = @ARGV;
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 16,
    LocalPort => $port, ReuseAddr => 1) or die "cgid: $!\n";
while (my $client = $server->accept) {
	my $request = <$client> // next;
	while (my $line = <$client>) { last if $line =~ /^\r?$/ }
	my ($query) = $request =~ /\?(\S*) HTTP/;
	$ENV{QUERY_STRING} = $query // '';
	my ($head, $body) = split /\r\n\r\n/, scalar `$program`, 2;
	my ($status) = ($head // '') =~ /^Status: ([^\r]*)/;
	$status //= '500 broken';
	print $client "HTTP/1.0 $status\r\nContent-Length: ",
	    length($body // ''), "\r\nConnection: close\r\n\r\n", $body // '';
	close $client;
}
