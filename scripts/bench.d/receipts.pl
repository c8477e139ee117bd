#!/usr/bin/perl
# receipts.pl RECEIPTS ITEMS DIR [SEED [OTHERS]]: a portfolio of open items,
# receipts that pay them, and the truth of what each pays; and OTHERS, open
# items of debtors of whom nothing comes in, so that the same receipts can be
# matched against more.
#
# DIR/ledger.jsonl are parties and items, DIR/bank.jsonl the movements of an
# account, as cr-import takes them. DIR/truth.tsv has a line for each receipt:
# its reference, its class, whether it can be decided (yes, no), and the
# documents that it pays as "number date due", separated by ";", or "-".
#
# The classes and their shares are what creditors in Italy see; their texts
# are written here by other rules than cr reads them by. Some receipts are
# meant to deceive: numbers of others, invoices paid twice, equal amounts,
# orders and contracts that have the number of an invoice. "no" is what a
# careful accountant would ask the payer about; booking one is right only if
# it is booked on what the truth says, and wrong if on anything else.
use strict;
use warnings;
use integer;
use POSIX ();

my ($receipts, $items, $dir, $seed, $others) = @ARGV;
die "usage: receipts.pl RECEIPTS ITEMS DIR [SEED [OTHERS]]\n"
    if !defined $dir;
srand($seed // 20260930);
mkdir $dir;
sub any { return $_[int(rand(@_))] }
sub chance { return int(rand(1000)) < 10 * $_[0] }	# per cent

# ---- days ------------------------------------------------------------------
my @month = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
sub leap { my $y = shift; return $y % 4 == 0 }	# 2000 to 2099
sub ymd {
	my $d = shift;	# days since 2020-01-01
	my $y = 2020;
	while ((my $n = leap($y) ? 366 : 365) <= $d) { $d -= $n; $y++ }
	my $m = 0;
	while ((my $n = $month[$m] + ($m == 1 && leap($y) ? 1 : 0)) <= $d) {
		$d -= $n; $m++;
	}
	return ($y, $m + 1, $d + 1);
}
sub iso { return sprintf '%04d-%02d-%02d', ymd($_[0]) }
sub day_of {
	my ($y, $m, $d) = @_;
	my $n = 0;
	$n += leap($_) ? 366 : 365 for 2020 .. $y - 1;
	$n += $month[$_ - 1] + ($_ == 2 && leap($y) ? 1 : 0) for 1 .. $m - 1;
	return $n + $d - 1;
}
my $first = day_of(2024, 11, 1);
my $today = day_of(2026, 9, 30);

# ---- debtors ---------------------------------------------------------------
my @a = qw(Alfa Beta Nuova Antica Officine Fonderie Tipografia Cantine
    Costruzioni Impianti Trasporti Carrozzeria Panificio Caseificio Molino
    Vivai Ceramiche Vetreria Falegnameria Edilizia Elettro Termo Idro Agri
    Gelateria Ristorante Hotel Farmacia Lavanderia Autoscuola);
my @b = qw(Brenta Adige Piave Tevere Arno Sile Montello Garda Como Iseo Etna
    Vesuvio Sannio Irpinia Salento Cilento Maremma Chianti Langhe Monferrato
    Carnia Cadore Lessinia Berici Euganei Murge Gargano Ogliastra Barbagia
    Trasimeno Amiata Cimini Albani Lepini Ausoni Aurunci Matese Pollino);
my @c = qw(Nord Sud Est Ovest Service Group Italia Europa Più Uno Due Tre
    Import Export Lab Tech Food Wood Stone Glass Steel);
my @surname = qw(Rossi Bianchi Ferrari Esposito Romano Colombo Ricci Marino
    Greco Bruno Gallo Conti Costa Giordano Mancini Rizzo Lombardi Moretti);
my @name = qw(Mario Luigi Anna Paolo Carla Giulia Marco Franca Piero Rita);
my @form = ('S.r.l.', 'S.p.A.', 'S.n.c.', 'S.a.s.', 'srl', 'Srl');
my (@debtor, %named);

sub digits { my $n = shift; return join '', map { int(rand(10)) } 1 .. $n }
sub piva {
	my $s = sprintf '%07d%03d', $_[0], 1 + int(rand(99));
	my ($sum, $i) = (0, 0);
	for my $d (split //, $s) {
		my $v = $i++ % 2 ? 2 * $d : $d;
		$sum += $v > 9 ? $v - 9 : $v;
	}
	return $s . (10 - $sum % 10) % 10;
}
sub iban { return 'IT' . digits(2) . any('A' .. 'Z') . digits(22) }
sub new_name {
	my $n;
	do {
		$n = chance(12) ? any(@surname) . ' ' . any(@name) :
		    any(@a) . ' ' . any(@b) . ' ' .
		    (chance(70) ? any(@c) . ' ' : '') .
		    (chance(40) ? any(@surname) . ' ' : '') . any(@form);
	} while ($named{lc $n}++ && !chance(1));	# some namesakes
	return $n;
}
my $ndebtors = $items / 13 + 2;
for my $i (0 .. $ndebtors - 1) {
	my $pa = chance(4);
	push @debtor, { code => "C$i", name => $pa ? 'Comune di ' . any(@b) .
	    ' ' . any(@surname) . " $i" : new_name(), pa => $pa,
	    vat => piva($i + 100000), iban => iban(), items => [],
	    # an account that the ledger knows beforehand
	    told => chance(35), kind => chance(6) ? 'foreign' : '' };
	$debtor[-1]{iban} = 'DE' . digits(20) if $debtor[-1]{kind};
}

# ---- items -----------------------------------------------------------------
my %last;
my @usual = (6100, 12200, 24400, 36600, 50000, 100000, 122000);
sub number_of {
	my ($scheme, $y) = @_;
	my $n = ++$last{"$scheme $y"};
	return "$n/$y" if $scheme eq 'year';
	return sprintf '46/%03d', $n if $scheme eq 'series';
	return "$n/A" if $scheme eq 'letter';
	return sprintf 'V%d-%05d', $y, $n;
}
sub amount {
	return any(@usual) if chance(12);
	my $euro;
	{
		no integer;
		$euro = int(exp(4 + rand(5)));	# 55 to 8100
	}
	return $euro * 100 + (chance(25) ? 0 : int(rand(100)));
}
my (@item, $made);
sub add_item {
	my ($d, %o) = @_;
	my $date = $o{date} // $first + int(rand($today - 30 - $first));
	my ($y) = ymd($date);
	my $it = { d => $d, date => $date, due => $date + any(30, 30, 60, 90),
	    cents => $o{cents} // amount(), year => $y,
	    scheme => $o{scheme}, number => $o{number} //
	    number_of($o{scheme}, $y), %o };
	push @{$d->{items}}, $it;
	push @item, $it;
	return $it;
}
sub scheme { return chance(55) ? 'year' : any('series', 'letter', 'v') }
while (@item < $items) {
	my $d = any(@debtor);
	if (chance(3)) {		# three instalments of one document
		my $date = $first + int(rand($today - 40 - $first));
		my ($y) = ymd($date);
		my $s = scheme();
		my $n = number_of($s, $y);
		my $c = amount();
		add_item($d, date => $date, number => $n, scheme => $s,
		    cents => $c + ($_ == 3 ? int(rand(3)) : 0), of => 3,
		    instalment => $_, due => $date + 30 * $_) for 1 .. 3;
		next;
	}
	add_item($d, scheme => scheme());
}
# credit notes, numbered on their own
my $nc = 0;
for my $d (@debtor) {
	next if !chance(20);
	my $date = $today - 100 + int(rand(60));
	my ($y) = ymd($date);
	$nc++;
	my $it = { d => $d, date => $date, due => $date, number => "$nc/$y",
	    year => $y, scheme => 'year', credit => 1,
	    cents => 1000 + int(rand(4000)) };
	push @item, $it;
	$d->{note} = $it;
}

# ---- texts -----------------------------------------------------------------
sub day_text {
	my ($y, $m, $d) = ymd($_[0]);
	my $yy = $y % 100;
	return any(sprintf('%02d/%02d/%d', $d, $m, $y),
	    sprintf('%02d.%02d.%d', $d, $m, $y), "$d/$m/$yy",
	    sprintf('%02d%02d%02d', $d, $m, $yy),
	    sprintf('%02d/%02d/%02d', $d, $m, $yy));
}
# How a payer writes the number; the year he may leave out.
sub number_text {
	my ($it, $year) = @_;
	my $y = $year // $it->{year};
	my ($n) = $it->{number} =~ /(\d+)(?:\/\d{4})?$/;
	if ($it->{scheme} eq 'year') {
		($n) = $it->{number} =~ /^(\d+)/;
		return any($n, "$n/$y", "$n/$y", sprintf('%06d', $n),
		    "$y/$n", "$n-$y", $n . '/' . $y % 100);
	}
	return any($it->{number}, $it->{number}, "46-$n", '46/' . ($n + 0))
	    if $it->{scheme} eq 'series';
	if ($it->{scheme} eq 'letter') {
		($n) = $it->{number} =~ /^(\d+)/;
		return any("$n/A", "$n/A", "${n}A", "$n-A");
	}
	return any("V$y-$n", "V$y-$n", "V-$n", "V/$y/$n");
}
my @word = ('FATT. ', 'FATT.', 'FATTURA N. ', 'FATTURA NR. ', 'FT ', 'FT. ',
    'FT.', 'FATT. N. ', 'Fattura n.', 'F.RA ', 'FATT ', 'FATTURA ',
    'PAG. FATT. ', 'SALDO FATT. ', 'SALDO FT ', 'VS FATT. N. ',
    'BONIFICO FT ', 'Pagamento fattura ');
sub one_text {
	my ($it, $year) = @_;
	my $t = any(@word) . number_text($it, $year);
	$t .= ' ' . any('DEL ', 'del ', 'DEL ', '') . day_text($it->{date})
	    if !defined $year && chance(55);
	$t .= ' DEL ' . ($year // $it->{year}) if !defined $year && chance(5);
	return $t;
}
sub around {
	my $t = shift;
	$t = any('SALDO ', 'Bonifico per ', 'PAGAMENTO ', 'ACCREDITO ') . $t
	    if chance(15);
	$t .= any(' CIG ' . any('Z', 'Y') . digits(2) . 'A' . digits(6),
	    ' ORDINE ' . digits(4), ' DDT ' . digits(3), ' GRAZIE',
	    ' TEL 049' . digits(7), ' CONTRATTO ' . digits(5),
	    ' COD CLIENTE ' . digits(4)) if chance(15);
	return $t;
}
sub list_text {
	my @it = @_;
	my $plain = !grep { $_->{scheme} ne 'year' ||
	    $_->{year} != $it[0]{year} } @it;
	if ($plain && chance(50)) {
		my @n = map { $_->{number} =~ /^(\d+)/; $1 } @it;
		my $sep = any(', ', ' - ', '+', ' + ', ' ', ',');
		my $t = any('FATTURE ', 'FATT. ', 'FT ', 'FATT. N. ',
		    'SALDO FATTURE NN. ') . join $sep, @n;
		return $t . any('', " DEL $it[0]{year}", "/$it[0]{year}");
	}
	return join any(' ', ' + ', ', ', ' E ', ' - '),
	    map { one_text($_) } @it;
}

# ---- receipts --------------------------------------------------------------
my (@out, %spent);
sub free { return grep { !$spent{$_} && !$_->{of} } @{$_[0]{items}} }
# Is there nothing else of the debtor with the amount, or that adds up?
sub is_alone {
	my ($d, $cents) = @_;
	return 1 == grep { $_->{cents} == $cents } @{$d->{items}};
}
sub sums {
	my ($d, $cents, $max) = @_;
	my @v = map { $_->{cents} } @{$d->{items}};
	push @v, -$d->{note}{cents} if $d->{note};
	return 99 if @v > $max;
	my $found = 0;
	for my $mask (1 .. (1 << @v) - 1) {
		my $s = 0;
		for my $i (0 .. $#v) { $s += $v[$i] if $mask >> $i & 1 }
		$found++ if $s == $cents;
	}
	return $found;
}
sub pick {
	my $n = shift;
	for (1 .. 200) {
		my $d = any(@debtor);
		my @f = free($d);
		next if @f < $n;
		my @got = splice @f, int(rand(@f - $n + 1)), $n;
		return ($d, @got);
	}
	return;
}
sub bank_name {
	my $d = shift;
	my $n = uc $d->{name};
	$n =~ s/PIù/PIU/;
	$n =~ s/\.//g if chance(50);
	$n = substr $n, 0, 35 if chance(30);
	return $n;
}
sub receipt {
	my ($class, $decidable, $cents, $text, $pays, %o) = @_;
	# some pay before the invoice is made out
	my ($last) = sort { $b <=> $a } map { $_->{date} } @$pays;
	my $day = $o{day} // (!defined $last || chance(2) ?
	    $today - int(rand(60)) : $last + 3 + int(rand(90)));
	$day = $today if $day > $today;
	push @out, { class => $class, yes => $decidable, cents => $cents,
	    text => $text, pays => $pays, day => $day, %o };
	$spent{$_} = 1 for @$pays;
}
sub payer {
	my $d = shift;
	my %o;
	$o{name} = bank_name($d) if chance(92);
	$o{iban} = $d->{iban} if chance(70);
	$o{tax_code} = $d->{vat} if chance(20);
	return %o;
}
sub total { my $s = 0; $s += $_->{cents} for @_; return $s }
sub part { my ($cents, $num, $den) = @_;
	return ($cents * $num * 2 + $den) / ($den * 2) }

my %class = (
exact => sub {
	my ($d, $it) = pick(1) or return;
	receipt('exact', 1, $it->{cents}, around(one_text($it)), [$it],
	    payer($d));
},
several => sub {
	my ($d, @it) = pick(2 + int(rand(4))) or return;
	receipt('several', 1, total(@it), around(list_text(@it)), \@it,
	    payer($d));
},
credit => sub {
	my ($d, @it) = pick(1 + int(rand(3))) or return;
	my $note = $d->{note};
	return if !$note || $spent{$note} || total(@it) <= $note->{cents};
	receipt('credit', 1, total(@it) - $note->{cents}, list_text(@it) .
	    any(' - NC ', ' MENO NC ', ' NOTA CREDITO ', ' N.C. ') .
	    $note->{number}, [@it, $note], payer($d));
},
credit_silent => sub {
	my ($d, @it) = pick(1 + int(rand(2))) or return;
	my $note = $d->{note};
	return if !$note || $spent{$note} || total(@it) <= $note->{cents};
	receipt('credit-silent', 1, total(@it) - $note->{cents},
	    list_text(@it), [@it, $note], payer($d),
	    name => bank_name($d), iban => $d->{iban});
},
charges => sub {
	my ($d, $it) = pick(1) or return;
	my $c = any(250, 500, 750, 1000, 1250, 1500, 2000);
	return if $it->{cents} < 10 * $c;
	receipt('charges', 1, $it->{cents} - $c, one_text($it), [$it],
	    payer($d), $d->{kind} && chance(50) ? (iban => $d->{iban}) :
	    (charges => $c));
},
rounding => sub {
	my ($d, $it) = pick(1) or return;
	return if $it->{cents} < 20000;
	my $c = any(1, -1, 2, 5, -5, 10, 40, 50, -50, 90);
	receipt('rounding', 1, $it->{cents} - $c, one_text($it) .
	    ($c > 9 && chance(30) ? sprintf(' ABB. 0,%02d', $c) : ''), [$it],
	    payer($d));
},
withheld => sub {
	my ($d, $it) = pick(1) or return;
	my ($num, $den) = @{any([20, 122], [20, 122], [4, 122], [11, 122],
	    [2000, 12688])};
	receipt('withheld', 1, $it->{cents} - part($it->{cents}, $num, $den),
	    one_text($it) . any(' RITENUTA ACCONTO', ' MENO RIT. ACC.', ''),
	    [$it], payer($d), name => bank_name($d), tax_code => $d->{vat});
},
split => sub {
	my ($d, $it) = pick(1) or return;
	return if !$d->{pa};
	receipt('split', 1, $it->{cents} - part($it->{cents}, 22, 122),
	    'MANDATO ' . digits(4) . ' ' . one_text($it), [$it], payer($d),
	    name => bank_name($d));
},
instalment => sub {
	my @of = grep { $_->{of} && !$spent{$_} } map { $item[rand @item] }
	    1 .. 200;
	my $it = shift @of or return;
	# they are paid in their order
	for my $o (grep { $_->{number} eq $it->{number} &&
	    $_->{date} == $it->{date} } @{$it->{d}{items}}) {
		next if $spent{$o};
		$it = $o;
		last;
	}
	return if $it->{last}++;
	my $k = $it->{instalment};
	receipt('instalment', 1, $it->{cents}, one_text($it) . any('',
	    " RATA $k DI 3", " RATA $k/3", " RATA N. $k"), [$it],
	    payer($it->{d}), day => $it->{due});
},
cut => sub {
	my ($d, @it) = pick(5 + int(rand(5))) or return;
	my $t = join ' ', map { one_text($_) } @it;
	return if length $t < 145;
	$t = substr $t, 0, 140;
	# if all are paid the text is as good as whole
	receipt('cut', sums($d, total(@it), 13) == 1, total(@it), $t, \@it,
	    payer($d), name => bank_name($d), iban => $d->{iban});
},
year => sub {
	my ($d, $it) = pick(1) or return;
	return if $it->{scheme} eq 'series' || $it->{scheme} eq 'letter';
	my $t = any(@word) . number_text($it, $it->{year} - 1);
	receipt('wrong-year', 1, $it->{cents}, $t, [$it], payer($d),
	    name => bank_name($d), tax_code => $d->{vat});
},
iban => sub {
	my ($d, $it) = pick(1) or return;
	receipt('iban', $d->{told} && is_alone($d, $it->{cents}),
	    $it->{cents}, any('', 'BONIFICO A VOSTRO FAVORE', 'SALDO',
	    'PAGAMENTO', 'ORDINE ' . digits(4)), [$it], iban => $d->{iban});
},
name => sub {
	my ($d, $it) = pick(1) or return;
	receipt('name', is_alone($d, $it->{cents}) && $named{lc $d->{name}} &&
	    $named{lc $d->{name}} == 1, $it->{cents},
	    any('', 'SALDO', 'PAGAMENTO MERCE'), [$it], name => uc $d->{name});
},
sum => sub {
	my ($d, @it) = pick(2 + int(rand(2))) or return;
	receipt('sum', @{$d->{items}} <= 9 &&
	    sums($d, total(@it), 10) == 1, total(@it),
	    any('', 'SALDO FATTURE', 'SALDO ESTRATTO CONTO'), \@it,
	    name => uc $d->{name}, tax_code => $d->{vat});
},
group => sub {		# another company of the group, perhaps a debtor too
	my ($d, $it) = pick(1) or return;
	my $o = any(@debtor);
	my %o = chance(50) ? (name => bank_name($o), iban => $o->{iban}) :
	    (name => 'HOLDING ' . uc any(@surname) . ' SPA', iban => iban());
	my $t = any(@word) . $it->{number} . ' DEL ' .
	    sprintf('%02d/%02d/%d', (reverse ymd($it->{date})));
	receipt('group', 1, $it->{cents}, $t, [$it], %o);
},
factor => sub {
	my ($d, @it) = pick(1 + int(rand(4))) or return;
	receipt('factor', 1, total(@it), any('CESSIONE CREDITI ', '') .
	    join(' ', map { one_text($_) . ' DEL ' . iso($_->{date}) } @it),
	    \@it, name => any('BETA FACTOR SPA', 'IFITALIA SPA'),
	    iban => 'IT60X0542811101000000999999');
},
deposit => sub {
	my ($d, $it) = pick(1) or return;
	my $c = part($it->{cents}, any(30, 40, 50), 100);
	return if !is_alone($d, $it->{cents}) ||
	    grep { $_->{cents} == $c } @{$d->{items}};
	receipt('deposit', 1, $c, 'ACCONTO ' . one_text($it), [$it],
	    payer($d), name => bank_name($d), tax_code => $d->{vat});
},
# ---- what deceives ----
twins => sub {		# no text, and two items of the amount
	my ($d, $it) = pick(1) or return;
	return if is_alone($d, $it->{cents});
	receipt('twins', 0, $it->{cents}, 'SALDO', [$it], payer($d));
},
stranger => sub {	# an amount that is open, from who owes nothing
	my ($d, $it) = pick(1) or return;
	receipt('stranger', 0, $it->{cents}, any('BONIFICO', '',
	    'RIMBORSO SPESE', 'RESTITUZIONE CAUZIONE'), [],
	    name => uc(any(@name)) . ' DE ' . uc(any(@surname)) . 'IS');
	delete $spent{$it};
},
noise => sub {
	receipt('noise', 0, amount(), any('STIPENDIO 09/2026',
	    'GIROCONTO', 'INTERESSI', 'RIMBORSO IVA ANNO 2025',
	    'RISARCIMENTO SINISTRO ' . digits(7), 'POLIZZA ' . digits(6),
	    'AFFITTO SETTEMBRE 2026', 'RATA 3/12', 'INCASSO POS 12/09/26',
	    'RESO DDT ' . digits(4), 'CONTRIBUTO BANDO ' . digits(3)), [],
	    name => any('INPS', 'COMPAGNIA ASSICURATRICE SPA',
	    'AGENZIA DELLE ENTRATE', uc any(@surname)));
},
twice => sub {		# what was paid is paid again
	my @paid = grep { $_->{class} eq 'exact' } @out;
	my $r = any(@paid) or return;
	receipt('twice', 0, $r->{cents}, $r->{text}, [], name => $r->{name},
	    iban => $r->{iban}, tax_code => $r->{tax_code},
	    day => $r->{day} + 1);
},
typo => sub {		# the number of another's invoice
	my ($d, $it) = pick(1) or return;
	my $o = $item[rand @item];
	return if $o->{credit} || $o->{d} == $d;
	receipt('typo', 0, $it->{cents}, one_text($o), [$it], payer($d),
	    name => bank_name($d));
},
order => sub {		# an order that has the number of an invoice
	my ($d, $it) = pick(1) or return;
	my $o = $item[rand @item];
	my ($n) = $o->{number} =~ /(\d+)/;
	receipt('order', 0, amount(), any('ORDINE ', 'CONTRATTO N. ',
	    'DDT ', 'PREVENTIVO ', 'RATA ') . $n . ' DEL ' .
	    day_text($o->{date}), [], payer($d));
	delete $spent{$it};
},
closed => sub {		# an invoice that the ledger has not
	my ($d, $it) = pick(1) or return;
	receipt('closed', 0, $it->{cents} + any(0, 1000, 5050), 'FATT. ' .
	    (900000 + int(rand(9999))) . '/2026', [], payer($d));
	delete $spent{$it};
},
same => sub {		# a usual amount and the number of a stranger
	my $c = any(@usual);
	my $o = $item[rand @item];
	my ($d) = pick(1) or return;
	return if $o->{cents} == $c || $o->{credit};
	receipt('same', 0, $c, any('FT ', 'FATT. ') .
	    ($o->{number} =~ /(\d+)/)[0], [],
	    name => uc(any(@name)) . ' DE ' . uc(any(@surname)) . 'IS');
},
);
my %share = (exact => 300, several => 120, credit => 40, credit_silent => 20,
    charges => 30, rounding => 30, withheld => 40, split => 20,
    instalment => 50, cut => 40, year => 30, iban => 80, name => 30,
    sum => 30, group => 20, factor => 20, deposit => 20, twins => 15,
    stranger => 15, noise => 30, twice => 10, typo => 10, order => 10,
    closed => 5, same => 5);
my @lot = map { ($_) x $share{$_} } sort keys %share;
while (@out < $receipts) {
	my $before = @out;
	$class{any(@lot)}->() for 1 .. 100;
	last if $made++ > 100 && $before == @out;
	splice @out, $receipts if @out > $receipts;
}

# ---- files -----------------------------------------------------------------
sub json {
	my ($fh, @kv) = @_;
	my @f;
	while (my ($k, $v) = splice @kv, 0, 2) {
		next if !defined $v || $v eq '';
		$v =~ s/(["\\])/\\$1/g;
		push @f, $k =~ /_cents$|^(statement|entry|tx|instalment)$/ &&
		    $v =~ /^-?\d+$/ ? "\"$k\":$v" : "\"$k\":\"$v\"";
	}
	print $fh '{', join(',', @f), "}\n";
}
open my $ledger, '>', "$dir/ledger.jsonl" or die "$dir: $!\n";
for my $d (@debtor) {
	json($ledger, record => 'party', code => $d->{code},
	    kind => $d->{pa} ? 'pa' : 'company', name => $d->{name},
	    vat => $d->{vat}, iban => $d->{told} ? $d->{iban} : undef);
}
for my $it (@item) {
	json($ledger, record => 'item', debtor => $it->{d}{code},
	    number => $it->{number}, date => iso($it->{date}),
	    due => iso($it->{due}), amount_cents => $it->{credit} ?
	    -$it->{cents} : $it->{cents}, currency => 'EUR',
	    $it->{of} ? (instalment => $it->{instalment}) : ());
}
# not at random: the portfolio is the same with and without them
for my $i (0 .. ($others // 0) - 1) {
	my $code = 'F' . $i / 13;
	json($ledger, record => 'party', code => $code, kind => 'company',
	    name => 'Altra Ditta ' . $i / 13 . ' S.r.l.') if $i % 13 == 0;
	json($ledger, record => 'item', debtor => $code,
	    number => 1000000 + $i . '/2026',
	    date => sprintf('2026-%02d-%02d', 1 + $i % 8, 1 + $i % 28),
	    due => sprintf('2026-%02d-28', 2 + $i % 8),
	    amount_cents => 1000 + $i * 7919 % 900000, currency => 'EUR');
}
close $ledger or die "$dir: $!\n";
open my $bank, '>', "$dir/bank.jsonl" or die "$dir: $!\n";
open my $truth, '>', "$dir/truth.tsv" or die "$dir: $!\n";
my $n = 0;
for my $r (sort { $a->{day} <=> $b->{day} } @out) {
	my $ref = sprintf 'T%07d', ++$n;
	json($bank, record => 'entry', statement => 1, account =>
	    'IT60X0542811101000000123456', entry => $n, tx => 0,
	    booked => iso($r->{day}), value => iso($r->{day}),
	    currency => 'EUR', amount_cents => $r->{cents}, code => '48',
	    source => 'rh', servicer_ref => $ref, name => $r->{name},
	    iban => $r->{iban}, tax_code => $r->{tax_code},
	    remittance => $r->{text}, charges_cents => $r->{charges});
	print $truth join("\t", $ref, $r->{class}, $r->{yes} ? 'yes' : 'no',
	    @{$r->{pays}} ? join(';', sort map { join ' ', $_->{number},
	    iso($_->{date}), iso($_->{due}) } @{$r->{pays}}) : '-',
	    ), "\n";
}
close $bank or die "$dir: $!\n";
close $truth or die "$dir: $!\n";
