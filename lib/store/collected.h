#ifndef COLLECTED_H
#define COLLECTED_H

/*
 * What an ERP calls payments that a bank collects and can take back: Ri.Ba.,
 * MAV, direct debits; MPxx are those of FatturaPA. For IN of SQL, in capitals.
 */
#define COLLECTED "'RIB', 'RIBA', 'RI.BA.', 'RB', 'R.B.', 'EFF', 'MAV', " \
	"'RID', 'SDD', 'MP09', 'MP10', 'MP11', 'MP12', 'MP19', 'MP20', " \
	"'MP21'"

#endif
