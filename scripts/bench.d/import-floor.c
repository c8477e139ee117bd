/*
 * import-floor: the least that a C program has to do to fill a new ledger
 * with parties, items and payments: rows cut by memchr(), identifiers found
 * by a hash in memory, prepared inserts into the very tables and indexes of
 * the ledger, balances in an array and written once, nothing checked.
 *
 *	import-floor DIR LEDGER off|wal
 *
 * LEDGER is what cr-init made. "off" has no journal and does not wait for
 * the disk, "wal" keeps the ledger as safe as cr-import does.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COLUMNS = 8, RUN = 1 };

static sqlite3 *db;

struct text {
	const char *s;
	int n;
};

static void
die(const char *what)
{
	fprintf(stderr, "import-floor: %s\n", what);
	exit(3);
}

static void
sql(const char *s)
{
	if (sqlite3_exec(db, s, NULL, NULL, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
}

static sqlite3_stmt *
prepare(const char *s)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v3(db, s, -1, SQLITE_PREPARE_PERSISTENT, &st,
	    NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
	return st;
}

static void
step(sqlite3_stmt *st)
{
	if (sqlite3_step(st) != SQLITE_DONE)
		die(sqlite3_errmsg(db));
	sqlite3_reset(st);
}

static void
put(sqlite3_stmt *st, int i, struct text t)
{
	sqlite3_bind_text(st, i, t.s, t.n, SQLITE_STATIC);
}

/* A file, all of it, behind its line of headers. */
struct file {
	const char *p, *end;
};

static struct file
map(const char *dir, const char *name)
{
	struct file f;
	struct stat st;
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	if ((fd = open(path, O_RDONLY)) == -1 || fstat(fd, &st) == -1)
		die(path);
	f.p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (f.p == MAP_FAILED)
		die(path);
	f.end = f.p + st.st_size;
	close(fd);
	f.p = (const char *)memchr(f.p, '\n', (size_t)st.st_size) + 1;
	return f;
}

/* The cells of the next row; quotes taken off, not looked into. */
static bool
row(struct file *f, struct text *cell)
{
	const char *end, *p = f->p;
	int i = 0;

	if (p >= f->end)
		return false;
	for (;;) {
		bool quoted = *p == '"';

		end = p + quoted;
		while (quoted ? *end != '"' : *end != ';' && *end != '\n' &&
		    *end != '\r')
			end++;
		cell[i].s = p + quoted;
		cell[i++].n = (int)(end - p - quoted);
		p = end + quoted;
		if (*p == '\r')
			p++;
		if (*p++ == '\n')
			break;
	}
	f->p = p;
	return true;
}

static int64_t
cents(struct text t)
{
	int64_t v = 0;
	int i;

	for (i = *t.s == '-'; i < t.n; i++)
		if (t.s[i] != ',')
			v = v * 10 + (t.s[i] - '0');
	return *t.s == '-' ? -v : v;
}

static int
two(const char *s)
{
	return (s[0] - '0') * 10 + s[1] - '0';
}

static int
day(struct text t)
{
	int d = two(t.s), m = two(t.s + 3), y = two(t.s + 6) * 100 +
	    two(t.s + 8), era, yoe, doy;

	y -= m <= 2;
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

/* Texts to numbers; the texts stay where the file is mapped. */
struct table {
	struct slot { struct text a, b; int64_t id; } *slot;
	size_t cap, n;
};

static struct slot *
find(struct table *t, struct text a, struct text b)
{
	uint64_t h = UINT64_C(14695981039346656037);
	struct slot *s;
	int i;

	for (i = 0; i < a.n; i++)
		h = (h ^ (unsigned char)a.s[i]) * UINT64_C(1099511628211);
	for (i = 0; i < b.n; i++)
		h = (h ^ (unsigned char)b.s[i]) * UINT64_C(1099511628211);
	for (h ^= h >> 29;; h++) {
		s = &t->slot[h & (t->cap - 1)];
		if (s->a.s == NULL || (s->a.n == a.n && s->b.n == b.n &&
		    memcmp(s->a.s, a.s, (size_t)a.n) == 0 &&
		    memcmp(s->b.s, b.s, (size_t)b.n) == 0))
			return s;
	}
}

static void
add(struct table *t, struct text a, struct text b, int64_t id)
{
	struct table old = *t;
	size_t i;

	if (t->n * 10 >= t->cap * 6) {
		t->cap = t->cap ? t->cap * 2 : 1024;
		t->slot = calloc(t->cap, sizeof(*t->slot));
		for (i = 0; i < old.cap; i++)
			if (old.slot[i].a.s != NULL)
				*find(t, old.slot[i].a, old.slot[i].b) =
				    old.slot[i];
		free(old.slot);
	}
	t->n++;
	*find(t, a, b) = (struct slot){ a, b, id };
}

static const struct text nothing = { "", 0 };
static struct table parties, others, docs;

struct item {
	int64_t open;
	int32_t debtor, date, due;
};
static struct item *items;
static size_t nitems, citems;

static int64_t
other(const char *space, struct text code)
{
	static sqlite3_stmt *st, *role;
	struct slot *s;
	int64_t id;

	if (others.cap > 0 && (s = find(&others, code, nothing))->a.s != NULL)
		return s->id;
	if (st == NULL) {
		st = prepare("INSERT INTO party (space, code, name, run) "
		    "VALUES (?, ?2, ?2, 1)");
		role = prepare("INSERT INTO party_role VALUES (?, ?, 1)");
	}
	sqlite3_bind_text(st, 1, space, -1, SQLITE_STATIC);
	put(st, 2, code);
	step(st);
	id = sqlite3_last_insert_rowid(db);
	sqlite3_bind_int64(role, 1, id);
	sqlite3_bind_text(role, 2, space, -1, SQLITE_STATIC);
	step(role);
	add(&others, code, nothing, id);
	return id;
}

static void
read_parties(struct file f)
{
	sqlite3_stmt *st = prepare("INSERT INTO party (code, vat, name, area, "
	    "depot, agent, run) VALUES (?, ?, ?, ?, ?, ?, 1)");
	sqlite3_stmt *mail = prepare("INSERT INTO contact (party, channel, "
	    "address, run) VALUES (?, 'email', ?, 1)");
	sqlite3_stmt *role = prepare("INSERT INTO party_role "
	    "VALUES (?, 'debtor', 1)");
	struct text c[COLUMNS];
	int64_t id;

	while (row(&f, c)) {
		put(st, 1, c[0]);
		put(st, 2, c[1]);
		put(st, 3, c[2]);
		put(st, 4, c[6]);
		sqlite3_bind_int64(st, 5, other("depot", c[4]));
		sqlite3_bind_int64(st, 6, other("agent", c[5]));
		step(st);
		id = sqlite3_last_insert_rowid(db);
		sqlite3_bind_int64(mail, 1, id);
		put(mail, 2, c[3]);
		step(mail);
		sqlite3_bind_int64(role, 1, id);
		step(role);
		add(&parties, c[0], nothing, id);
	}
}

static void
read_items(struct file f, int64_t creditor)
{
	sqlite3_stmt *doc = prepare("INSERT INTO doc (creditor, debtor, "
	    "credit, number, year, date, currency, run) "
	    "VALUES (?, ?, ?, ?, ?, ?, 'EUR', 1)");
	sqlite3_stmt *item = prepare("INSERT INTO item (id, doc, due, "
	    "amount_cents, run) VALUES (?, ?, ?, ?, 1)");
	struct text c[COLUMNS];
	struct item *it;
	int64_t id;

	sqlite3_bind_int64(doc, 1, creditor);
	while (row(&f, c)) {
		if (nitems == citems) {
			citems = citems ? citems * 2 : 1024;
			items = realloc(items, citems * sizeof(*items));
		}
		it = &items[nitems++];
		it->debtor = (int32_t)find(&parties, c[0], nothing)->id;
		it->date = day(c[2]);
		it->due = day(c[3]);
		it->open = cents(c[4]);
		sqlite3_bind_int64(doc, 2, it->debtor);
		sqlite3_bind_int(doc, 3, it->open < 0);
		put(doc, 4, c[1]);
		sqlite3_bind_int(doc, 5, two(c[2].s + 6) * 100 +
		    two(c[2].s + 8));
		sqlite3_bind_int(doc, 6, it->date);
		step(doc);
		id = (int64_t)nitems;
		sqlite3_bind_int64(item, 1, id * 1000 + 1);
		sqlite3_bind_int64(item, 2, id);
		sqlite3_bind_int(item, 3, it->due);
		sqlite3_bind_int64(item, 4, it->open);
		step(item);
		add(&docs, c[0], c[1], id);
	}
}

static void
read_payments(struct file f, int64_t creditor)
{
	sqlite3_stmt *entry = prepare("INSERT INTO entry (ref, creditor, "
	    "debtor, date, amount_cents, currency, kind, run) "
	    "VALUES (?, ?, ?, ?, ?, 'EUR', ?, 1)");
	sqlite3_stmt *alloc = prepare("INSERT INTO alloc (item, entry, date, "
	    "amount_cents, kind, run) VALUES (?, ?, ?, ?, 'payment', 1)");
	struct text c[COLUMNS];
	struct item *it;
	int64_t id, amount, n = 0;

	sqlite3_bind_int64(entry, 2, creditor);
	while (row(&f, c)) {
		if ((id = find(&docs, c[1], c[2])->id) == 0)
			die("a payment of nothing");
		it = &items[id - 1];
		amount = cents(c[4]);
		it->open -= amount;
		put(entry, 1, c[0]);
		sqlite3_bind_int64(entry, 3, it->debtor);
		sqlite3_bind_int(entry, 4, day(c[3]));
		sqlite3_bind_int64(entry, 5, amount);
		put(entry, 6, c[5]);
		step(entry);
		sqlite3_bind_int64(alloc, 1, id * 1000 + 1);
		sqlite3_bind_int64(alloc, 2, ++n);
		sqlite3_bind_int(alloc, 3, day(c[3]));
		sqlite3_bind_int64(alloc, 4, amount);
		step(alloc);
	}
}

static void
write_open(int64_t creditor)
{
	sqlite3_stmt *st = prepare("INSERT INTO open_item VALUES (?, ?, ?, ?, "
	    "?, ?, 'EUR')");
	size_t i;

	sqlite3_bind_int64(st, 3, creditor);
	for (i = 0; i < nitems; i++) {
		if (items[i].open == 0)
			continue;
		sqlite3_bind_int64(st, 1, (int64_t)(i + 1) * 1000 + 1);
		sqlite3_bind_int64(st, 2, items[i].debtor);
		sqlite3_bind_int(st, 4, items[i].date);
		sqlite3_bind_int(st, 5, items[i].due);
		sqlite3_bind_int64(st, 6, items[i].open);
		step(st);
	}
}

int
main(int argc, char **argv)
{
	int64_t creditor;

	if (argc != 4)
		return 2;
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_open_v2(argv[2], &db, SQLITE_OPEN_READWRITE, NULL))
		die(sqlite3_errmsg(db));
	sql("PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;"
	    "PRAGMA foreign_keys = OFF;"
	    "PRAGMA locking_mode = EXCLUSIVE");
	sql(strcmp(argv[3], "off") == 0 ?
	    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF" :
	    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
	sql("BEGIN IMMEDIATE; INSERT INTO run (tool, version, operator, day, "
	    "at, what) VALUES ('floor', '0', 'floor', 20726, '-', '-');"
	    "INSERT INTO party (name, run) VALUES ('-', 1);"
	    "INSERT INTO party_role VALUES (1, 'creditor', 1)");
	creditor = sqlite3_last_insert_rowid(db);
	read_parties(map(argv[1], "parties.csv"));
	read_items(map(argv[1], "items.csv"), creditor);
	read_payments(map(argv[1], "payments.csv"), creditor);
	write_open(creditor);
	sql("COMMIT");
	while (sqlite3_next_stmt(db, NULL) != NULL)
		sqlite3_finalize(sqlite3_next_stmt(db, NULL));
	if (sqlite3_close(db) != SQLITE_OK)
		die("a statement is open");
	return 0;
}
