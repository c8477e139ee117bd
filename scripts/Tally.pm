package Tally;

# Formatter for prove: its usual report, then one plain line of totals.
# A test that died or broke its plan counts as one failure more.
use strict;
use warnings;
use TAP::Formatter::Console;
use TAP::Formatter::File;

our @ISA = -t STDOUT ? 'TAP::Formatter::Console' : 'TAP::Formatter::File';

sub summary {
	my ($self, $agg, @rest) = @_;
	$self->SUPER::summary($agg, @rest);
	my $skipped = $agg->skipped;
	my $failed = $agg->failed;
	for my $parser ($agg->parsers) {
		$failed++ if $parser->has_problems && !$parser->failed;
	}
	printf "%d skipped\n", $skipped if $skipped;
	printf "%d passed, %d failed\n", $agg->passed - $skipped, $failed;
}

1;
