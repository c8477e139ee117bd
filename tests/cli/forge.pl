#!/usr/bin/perl
# forge.pl KEY.pem CERT.der CONTENT [WORD...]: writes a SignedData by an RSA
# key, right but for what the words say:
#   unsorted       attributes are stored out of order, and signed in order
#   as-stored      ... and signed out of order
#   no-type        no content-type attribute
#   other-type     content-type is not that of the content
#   two-digests    message-digest twice
#   two-values     message-digest with two values
#   sha512         signatureAlgorithm names a digest that was not used
#   no-null        DigestInfo without NULL
#   garbage        ... and with bytes behind it
#   use512         all is done with SHA-512
#   version        SignerInfo of version 3
#   indefinite     signed attributes of indefinite length
#   tstinfo        content of another type than data, no signed attributes
#   twin=CERT.der  another certificate with the same issuer and number, first
#   ess=CERT.der   signing-certificate-v2 names that one
#   announce=HEX   what digestAlgorithms announces
use strict;
use warnings;
use Digest::SHA qw(sha256 sha512);

my ($key, $cert, $content, @words) = @ARGV;
my %is = map { /^(.*?)=(.*)$/ ? ($1 => $2) : ($_ => 1) } @words;
$cert = slurp($cert);
$content = slurp($content);

sub slurp {
	open(my $f, '<:raw', $_[0]) or die "$_[0]: $!";
	local $/;
	return <$f>;
}
sub len {
	my ($n) = @_;
	return chr $n if $n < 128;
	my $s = pack 'N', $n;
	$s =~ s/^\0+//;
	return chr(128 | length $s) . $s;
}
sub tlv { my $tag = shift; my $s = join '', @_; return chr($tag) . len(length $s) . $s }
sub seq { return tlv(0x30, @_) }
sub set { return tlv(0x31, @_) }
sub oid { return tlv(6, pack 'H*', $_[0]) }
# The first element of a string, and what it holds.
sub first {
	my ($s) = @_;
	my $n = ord substr $s, 1, 1;
	my $head = 2;
	if ($n & 128) {
		$head += $n & 127;
		$n = unpack 'N', substr("\0\0\0\0" . substr($s, 2, $n & 127), -4);
	}
	return (substr($s, 0, $head + $n), substr($s, $head, $n));
}
sub issuer_and_serial {
	my ($whole, $in) = first($_[0]);
	($whole, $in) = first($in);
	($whole) = first($in);			# version
	$in = substr $in, length $whole if ord $whole == 0xa0;
	my ($serial) = first($in);
	$in = substr $in, length $serial;
	my ($alg) = first($in);
	my ($issuer) = first(substr $in, length $alg);
	return seq($issuer, $serial);
}

my $pkcs = '2a864886f70d0107';
my $pkcs9 = '2a864886f70d0109';
my $type = oid($is{tstinfo} ? $pkcs9 . '100104' : $pkcs . '01');
my $md = $is{use512} ? '608648016503040203' : '608648016503040201';
my $alg = seq(oid($md));
sub md { return $is{use512} ? sha512(@_) : sha256(@_) }
sub attribute { my $oid = shift; return seq(oid($oid), set(@_)) }
my $digest = tlv(4, md($content));
my @attrs = (
	attribute($pkcs9 . '03', $is{'other-type'} ? oid($pkcs . '05') : $type),
	attribute($pkcs9 . '05', tlv(0x17, '260316103000Z')),
	attribute($pkcs9 . '04', $digest, $is{'two-values'} ? tlv(4, 'x' x 32) : ()),
	attribute($pkcs9 . '10022f', seq(seq(seq(tlv(4, sha256(
	    $is{ess} ? slurp($is{ess}) : $cert)))))),
);
shift @attrs if $is{'no-type'};
push @attrs, $attrs[-2] if $is{'two-digests'};
my @sorted = sort @attrs;
@attrs = $is{unsorted} || $is{'as-stored'} ? reverse @sorted : @sorted;
my $signed = $is{tstinfo} ? $content :
    set($is{'as-stored'} ? @attrs : @sorted);

my $info = seq(seq(oid($md), $is{'no-null'} || $is{garbage} ?
    () : "\5\0"), tlv(4, md($signed))) . ($is{garbage} ? 'x' x 10 : '');
open(my $f, '>:raw', "forge.$$") or die $!;
print $f $info;
close $f;
my $signature = `openssl rsautl -sign -inkey $key -in forge.$$ 2>/dev/null`;
unlink "forge.$$";
die 'not signed' if !length $signature;

my $set = $is{tstinfo} ? '' : $is{indefinite} ?
    "\xa0\x80" . join('', @attrs) . "\0\0" : tlv(0xa0, @attrs);
my $signer = seq(tlv(2, $is{version} ? "\3" : "\1"), issuer_and_serial($cert),
    $alg, $set, seq(oid('2a864886f70d01010' . ($is{sha512} || $is{use512} ? 'd' : 'b')),
    "\5\0"), tlv(4, $signature));
binmode STDOUT;
print seq(oid($pkcs . '02'), tlv(0xa0, seq("\2\1\1",
    set($is{announce} ? seq(oid($is{announce})) : $alg),
    seq($type, tlv(0xa0, tlv(4, $content))),
    tlv(0xa0, $is{twin} ? slurp($is{twin}) : (), $cert), set($signer))));
