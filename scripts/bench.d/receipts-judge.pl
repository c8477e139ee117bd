#!/usr/bin/perl
# receipts-judge.pl LEDGER TRUTH [-v]: what cr-match booked, held to the truth
# of receipts.pl. Prints, by class and in all: receipts, those that can be
# decided, booked ones, right ones, precision (right of booked) and recall
# (right of decidable). -v tells each wrong one, and each that was missed.
#
# A booking is right when it allocates the receipt to just the items that the
# receipt pays, credit notes among them, and leaves nothing of it over.
use strict;
use warnings;

my ($ledger, $truth, $verbose) = @ARGV;
die "usage: receipts-judge.pl LEDGER TRUTH [-v]\n" if !defined $truth;
# Each table is read once and they are put together here: what sqlite3 makes
# of a join by a range of numbers is a walk of all allocations for each.
sub rows {
	my ($sql, $each) = @_;
	open my $in, '-|', 'sqlite3', '-separator', "\t", $ledger, $sql or
	    die "sqlite3: $!\n";
	while (<$in>) {
		chomp;
		$each->(split /\t/);
	}
	close $in or die "sqlite3 failed\n";
}
my (%item, %open, %ref, %items, %left, %by);
rows(<<'SQL', sub { $item{$_[0]} = $_[1] });
SELECT a.id, d.number || ' ' || date(d.date * 86400, 'unixepoch') || ' ' ||
    date(i.due * 86400, 'unixepoch')
FROM alloc a CROSS JOIN item i ON i.id = a.item
CROSS JOIN doc d ON d.id = i.doc WHERE a.undone_by IS NULL
SQL
rows('SELECT entry, open_cents FROM open_entry',
    sub { $open{$_[0]} = $_[1] });
rows('SELECT entry, servicer_ref FROM bank_entry WHERE entry IS NOT NULL',
    sub { $ref{$_[0]} = $_[1] });
rows(<<'SQL', sub {
SELECT entry, alloc_from, alloc_to, rule, confidence_bp, reasons
FROM matching WHERE state = 'booked' AND ended_by IS NULL
SQL
	my ($entry, $from, $to, @by) = @_;
	my $ref = $ref{$entry} // return;
	for my $id ($from .. $to) {
		$items{$ref}{$item{$id}} = 1 if defined $item{$id};
	}
	$left{$ref} = $open{$entry} // 0;
	$by{$ref} = "@by";
});
my (%n, %all);
open my $t, '<', $truth or die "$truth: $!\n";
while (<$t>) {
	chomp;
	my ($ref, $class, $decidable, $pays) = split /\t/;
	my $got = $items{$ref} ? join ';', sort keys %{$items{$ref}} : '-';
	my $booked = $got ne '-';
	my $right = $booked && $got eq $pays && $left{$ref} == 0;
	for my $c ($n{$class} //= {}, \%all) {
		$c->{receipts}++;
		$c->{decidable}++ if $decidable eq 'yes';
		$c->{booked}++ if $booked;
		$c->{right}++ if $right;
		$c->{found}++ if $right && $decidable eq 'yes';
	}
	next if !$verbose;
	print "# wrong $ref $class: $by{$ref}: $got, not $pays\n"
	    if $booked && !$right;
	print "# missed $ref $class: $pays\n"
	    if !$booked && $decidable eq 'yes';
}
sub share {
	my ($a, $b) = map { $_ // 0 } @_;
	return $b ? sprintf '%.2f', 100 * $a / $b : '-';
}
sub line {
	my ($name, $c) = @_;
	printf "%-14s %8d %9d %7d %7d %9s %7s\n", $name, map({ $c->{$_} // 0 }
	    qw(receipts decidable booked right)),
	    share($c->{right}, $c->{booked}),
	    share($c->{found}, $c->{decidable});
}
printf "%-14s %8s %9s %7s %7s %9s %7s\n", qw(class receipts decidable booked
    right precision recall);
line($_, $n{$_}) for sort keys %n;
line('all', \%all);
exit 4 if ($all{right} // 0) < 0.999 * ($all{booked} // 0) ||
    ($all{found} // 0) < 0.9 * ($all{decidable} // 0);
