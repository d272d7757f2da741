// The floor of the benchmarks: the same work hand-written in C, with nothing to parse, resolve or explain.
// All data is in memory that was touched before: columns by symbol, one 16-bit session number per row.
//
//   floor hello
//   floor w1csv A.csv B.csv          two Yahoo downloads, read and compared
//   floor serve FILE.tpb THREADS     answers W1 W2 W3 W4 W5 W6 W7 on standard input: "W2 5" runs W2 five times
//   floor long FILE.csv THREADS      reads date,symbol,open,high,low,close,volume into columns
//   floor folder THREADS FILE.csv …  reads Yahoo downloads into columns, each thread one file at a time
#define _GNU_SOURCE
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

// ---- threads ---------------------------------------------------------------------------------------------------

static int threads = 2;
static void (*job)(long);
static long pieces;
static atomic_long next_piece;

static void *worker(void *unused) {
    (void)unused;
    for (long piece; (piece = atomic_fetch_add(&next_piece, 1)) < pieces;) job(piece);
    return NULL;
}

static void each(long count, void (*body)(long)) {
    pthread_t others[64];
    job = body;
    pieces = count;
    atomic_store(&next_piece, 0);
    for (int i = 1; i < threads; i++) pthread_create(&others[i], NULL, worker, NULL);
    worker(NULL);
    for (int i = 1; i < threads; i++) pthread_join(others[i], NULL);
}

// ---- days ------------------------------------------------------------------------------------------------------

static int day_number(int y, int m, int d) {  // since 1970-01-01
    y -= m <= 2;
    int era = y / 400, yoe = y - era * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void print_day(int day) {
    int z = day + 719468, era = z / 146097, doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153, d = doy - (153 * mp + 2) / 5 + 1, m = mp < 10 ? mp + 3 : mp - 9;
    printf("%04d-%02d-%02d", yoe + era * 400 + (m <= 2), m, d);
}

// ---- the flat file -----------------------------------------------------------------------------------------------

enum { MOST_SESSIONS = 20000, MOST_SYMBOLS = 6000, TOP = 20 };
static struct {
    uint32_t symbols, sessions;
    uint64_t rows;
    const int32_t *calendar;
    const char *names;
    const uint64_t *offsets;
    const uint16_t *session;
    const double *close;
} data;

static void load(const char *path) {
    int file = open(path, O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status)) exit(2);
    char *bytes = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    memcpy(&data.symbols, bytes + 4, 8);
    memcpy(&data.rows, bytes + 16, 8);
    size_t at = 24;
#define SECTION(size) ({ at = (at + 63) / 64 * 64; char *start = bytes + at; at += (size); start; })
    data.calendar = (void *)SECTION(4ul * data.sessions);
    data.names = SECTION(16ul * data.symbols);
    data.offsets = (void *)SECTION(8ul * (data.symbols + 1));
    data.session = (void *)SECTION(2ul * data.rows);
    (void)SECTION(8ul * data.rows), (void)SECTION(8ul * data.rows), (void)SECTION(8ul * data.rows);
    const double *close = (void *)SECTION(8ul * data.rows);
    double *copy = mmap(NULL, 8 * data.rows + (2 << 20), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(copy, 8 * data.rows, MADV_HUGEPAGE);
    memcpy(copy, close, 8 * data.rows);
    data.close = copy;
}

static const char *name(uint32_t symbol) { return data.names + 16 * symbol; }
static int session_of(int day) {
    int low = 0;
    while (low < (int)data.sessions && data.calendar[low] < day) low++;
    return low;
}

// ---- W1, W2, W3: runs over the benchmark ---------------------------------------------------------------------------

typedef struct { int length, from, to; } run;

// Runs of a over b on their common sessions, from a session on; returns how many were kept, the longest first.
static int runs(const uint16_t *sa, const double *a, long na, const uint16_t *sb, const double *b, long nb,
                const int32_t *calendar, int since, run *kept, int most) {
    double before_a = NAN, before_b = NAN;
    int count = 0, length = 0, from = 0, last = 0;
    for (long i = 0, j = 0; i <= na; i++) {
        int up = 0;
        if (i < na) {
            while (j < nb && sb[j] < sa[i]) j++;
            if (j == nb || sb[j] != sa[i]) continue;
            up = sa[i] >= since && a[i] / before_a > b[j] / before_b;
            before_a = a[i], before_b = b[j];
        }
        if (up) {
            if (!length++) from = sa[i];
            last = sa[i];
            continue;
        }
        if (length && (count < most || length >= kept[most - 1].length)) {
            int place = count < most ? count++ : most - 1;
            // Among equal runs, the newest comes first.
            for (; place > 0 && length >= kept[place - 1].length; place--) kept[place] = kept[place - 1];
            kept[place] = (run){length, calendar[from], calendar[last]};
        }
        length = 0;
    }
    return count;
}

static void print_runs(const run *kept, int count) {
    for (int i = 0; i < count; i++) {
        printf("%d ", kept[i].length), print_day(kept[i].from), printf(" "), print_day(kept[i].to), printf("\n");
    }
}

static run pair[10];
static int pair_count;
static void w1(void) {
    const uint64_t *o = data.offsets;
    pair_count = runs(data.session + o[1], data.close + o[1], o[2] - o[1], data.session, data.close, o[1],
                      data.calendar, session_of(day_number(1990, 1, 1)), pair, 10);
}

static double benchmark_return[MOST_SESSIONS];
static int since, longest[MOST_SYMBOLS];

// Without a branch per session: the CPU could not predict it.
static int longest_stretch(const uint8_t *up, long count) {
    int length = 0, best = 0;
    for (long i = 0; i < count; i++) {
        length = (length + 1) & -up[i];
        best = length > best ? length : best;
    }
    return best;
}

static void prepare_returns(void) {
    for (uint32_t i = 1; i < data.offsets[1]; i++) benchmark_return[i] = data.close[i] / data.close[i - 1];
    since = session_of(day_number(1990, 1, 1));
}

// The benchmark has every session; a symbol has all sessions from its first one on.
static void longest_of(long symbol) {
    const double *close = data.close + data.offsets[symbol];
    long rows = data.offsets[symbol + 1] - data.offsets[symbol], first = data.sessions - rows;
    long from = first >= since ? 1 : since - first, count = rows - from;
    const double *now = close + from, *before = now - 1, *other = benchmark_return + first + from;
    uint8_t up[MOST_SESSIONS];
    for (long i = 0; i < count; i++) up[i] = now[i] / before[i] > other[i];
    longest[symbol] = longest_stretch(up, count);
}

static void w2(void) { prepare_returns(), each(data.symbols, longest_of); }

static int weeks, week_end[MOST_SESSIONS], first_week;
static double week_return[MOST_SESSIONS];
static void longest_weeks_of(long symbol) {
    const double *close = data.close + data.offsets[symbol];
    long rows = data.offsets[symbol + 1] - data.offsets[symbol], first = data.sessions - rows;
    int week = 0, count = 0;
    uint8_t up[MOST_SESSIONS];
    while (week < weeks && week_end[week] < first) week++;
    for (week = week + 1 > first_week ? week + 1 : first_week; week < weeks; week++)
        up[count++] = close[week_end[week] - first] / close[week_end[week - 1] - first] > week_return[week];
    longest[symbol] = longest_stretch(up, count);
}

static void w3(void) {
    weeks = 0;
    first_week = -1;
    for (uint32_t i = 0; i < data.sessions; i++) {
        int week = (data.calendar[i] + 3) / 7, ends = i + 1 == data.sessions || (data.calendar[i + 1] + 3) / 7 != week;
        // A week that is not over is not judged; the data ends on a Wednesday.
        if (!ends || (i + 1 == data.sessions && (data.calendar[i] + 3) % 7 < 4)) continue;
        if (first_week < 0 && week * 7 - 3 >= day_number(1990, 1, 1)) first_week = weeks;
        week_end[weeks++] = i;
    }
    for (int i = 1; i < weeks; i++) week_return[i] = data.close[week_end[i]] / data.close[week_end[i - 1]];
    each(data.symbols, longest_weeks_of);
}

static void print_longest(void) {
    char taken[MOST_SYMBOLS] = {0};
    for (int i = 0; i < TOP; i++) {
        int best = -1;
        for (uint32_t s = 1; s < data.symbols; s++)
            if (!taken[s] && (best < 0 || longest[s] > longest[best])) best = s;
        taken[best] = 1;
        printf("%s %d\n", name(best), longest[best]);
    }
}

// ---- W5: what followed runs of ten, and any session -----------------------------------------------------------------

enum { AHEADS = 3, LEAST_RUN = 10, BUCKETS = 1024 };
static const int ahead[AHEADS] = {21, 63, 252};
// For one symbol: what followed its events; for any session, the sum, the count, and the count in each bucket.
static struct followed {
    int events;
    double sum[AHEADS];
    int known[AHEADS], bucket[AHEADS][BUCKETS];
    double after[AHEADS][MOST_SESSIONS / LEAST_RUN];
} *followed;
static double mean_of[2][AHEADS], median_of[2][AHEADS];
// Around the median of any session: the buckets and their values.
static int lowest[AHEADS], highest[AHEADS];
static double *around[AHEADS];
static atomic_long around_count[AHEADS];

static int bucket_of(double change) {
    double place = (change + 1) * 256;
    return place > 0 ? place < BUCKETS - 1 ? place : BUCKETS - 1 : 0;
}

static void follow(long symbol) {
    if (symbol == 0) return;
    const double *close = data.close + data.offsets[symbol];
    long rows = data.offsets[symbol + 1] - data.offsets[symbol], first = data.sessions - rows;
    // The first session that can be judged against the one before it.
    long from = since > first + 1 ? since - first : 2;
    struct followed *f = followed + symbol;
    memset(f, 0, offsetof(struct followed, after));
    int length = 0;
    for (long i = 1; i < rows; i++) {
        length = close[i] / close[i - 1] > benchmark_return[first + i] ? length + 1 : 0;
        if (length != LEAST_RUN || i < from) continue;
        for (int a = 0; a < AHEADS; a++) f->after[a][f->events] = i + ahead[a] < rows ? close[i + ahead[a]] / close[i] - 1 : NAN;
        f->events++;
    }
    for (int a = 0; a < AHEADS; a++)
        for (long i = from; i + ahead[a] < rows; i++) {
            double change = close[i + ahead[a]] / close[i] - 1;
            f->sum[a] += change;
            f->known[a]++;
            f->bucket[a][bucket_of(change)]++;
        }
}

static void look_around(long symbol) {
    if (symbol == 0) return;
    const double *close = data.close + data.offsets[symbol];
    long rows = data.offsets[symbol + 1] - data.offsets[symbol], first = data.sessions - rows;
    long from = since > first + 1 ? since - first : 2;
    static _Thread_local double found[MOST_SESSIONS];
    for (int a = 0; a < AHEADS; a++) {
        long count = 0;
        for (long i = from; i + ahead[a] < rows; i++) {
            double change = close[i + ahead[a]] / close[i] - 1;
            int bucket = bucket_of(change);
            found[count] = change;
            count += bucket >= lowest[a] && bucket <= highest[a];
        }
        memcpy(around[a] + atomic_fetch_add(&around_count[a], count), found, 8 * count);
    }
}

// The value of a rank; no greater value comes before it (Hoare's find).
static double ranked(double *values, long count, long rank) {
    for (long low = 0, high = count - 1; low < high;) {
        double pivot = values[rank];
        long left = low, right = high;
        while (left <= right) {
            while (values[left] < pivot) left++;
            while (values[right] > pivot) right--;
            if (left > right) break;
            double held = values[left];
            values[left++] = values[right], values[right--] = held;
        }
        if (right < rank) low = left;
        if (left > rank) high = right;
    }
    return values[rank];
}

static double middle(double *values, long count, long below, long all) {
    double upper = ranked(values, count, all / 2 - below);
    return all % 2 ? upper : (ranked(values, count, (all - 1) / 2 - below) + upper) / 2;
}

static void w5(void) {
    prepare_returns();
    if (!followed) {
        followed = malloc(data.symbols * sizeof *followed);
        for (int a = 0; a < AHEADS; a++) around[a] = malloc(8 * data.rows);
    }
    each(data.symbols, follow);
    long known[AHEADS] = {0}, below[AHEADS] = {0};
    for (int a = 0; a < AHEADS; a++) {
        static long bucket[BUCKETS];
        static double after[MOST_SYMBOLS * 100];
        memset(bucket, 0, sizeof bucket);
        double sum = 0, after_sum = 0;
        long events = 0;
        for (uint32_t s = 1; s < data.symbols; s++) {
            sum += followed[s].sum[a];
            known[a] += followed[s].known[a];
            for (int b = 0; b < BUCKETS; b++) bucket[b] += followed[s].bucket[a][b];
            for (int e = 0; e < followed[s].events; e++)
                if (followed[s].after[a][e] == followed[s].after[a][e]) after_sum += after[events++] = followed[s].after[a][e];
        }
        mean_of[0][a] = after_sum / events;
        median_of[0][a] = middle(after, events, 0, events);
        mean_of[1][a] = sum / known[a];
        long passed = 0;
        for (int b = 0; b < BUCKETS; passed += bucket[b++]) {
            if (passed <= (known[a] - 1) / 2) lowest[a] = b, below[a] = passed;
            if (passed <= known[a] / 2) highest[a] = b;
        }
        around_count[a] = 0;
    }
    each(data.symbols, look_around);
    for (int a = 0; a < AHEADS; a++) median_of[1][a] = middle(around[a], around_count[a], below[a], known[a]);
}

static void print_followed(void) {
    static const char *const whose[] = {"event", "any"};
    for (int w = 0; w < 2; w++)
        for (int a = 0; a < AHEADS; a++)
            printf("%s/mean/%d %.17g\n%s/median/%d %.17g\n", whose[w], ahead[a], mean_of[w][a], whose[w], ahead[a], median_of[w][a]);
}

// ---- W4: indicators of all symbols -------------------------------------------------------------------------------

static double *rsi, *sma50, *sma200, *drawdown;

static void indicators_of(long symbol) {
    const double *close = data.close + data.offsets[symbol];
    long n = data.offsets[symbol + 1] - data.offsets[symbol];
    double *r = rsi + data.offsets[symbol], *s = sma50 + data.offsets[symbol], *l = sma200 + data.offsets[symbol],
           *d = drawdown + data.offsets[symbol];
    double up = 0, down = 0, short_sum = 0, long_sum = 0;
    int queue[MOST_SESSIONS], head = 0, tail = 0;
    for (long i = 0; i < n; i++) {
        double change = i ? close[i] - close[i - 1] : 0, rise = change > 0 ? change : 0, fall = rise - change;
        if (i <= 14) up += rise / 14, down += fall / 14;
        else up = (up * 13 + rise) / 14, down = (down * 13 + fall) / 14;
        r[i] = i < 14 ? NAN : up + down == 0 ? 50 : 100 * up / (up + down);
        short_sum += close[i] - (i >= 50 ? close[i - 50] : 0);
        long_sum += close[i] - (i >= 200 ? close[i - 200] : 0);
        s[i] = i < 49 ? NAN : short_sum / 50;
        l[i] = i < 199 ? NAN : long_sum / 200;
        while (tail > head && close[queue[tail - 1]] <= close[i]) tail--;
        queue[tail++] = i;
        while (queue[head] <= i - 252) head++;
        d[i] = close[i] / close[queue[head]] - 1;
    }
}

static void w4(void) {
    if (!rsi) {
        double **columns[4] = {&rsi, &sma50, &sma200, &drawdown};
        for (int k = 0; k < 4; k++) {
            *columns[k] = mmap(NULL, 8 * data.rows + 64, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            madvise(*columns[k], 8 * data.rows, MADV_HUGEPAGE);
        }
    }
    each(data.symbols, indicators_of);
}

static void print_indicators(void) {
    for (int s = 1; s <= 5; s++) {
        long last = data.offsets[s + 1] - 1;
        printf("%s %.9f\n", name(s), rsi[last] + sma50[last] + sma200[last] + drawdown[last]);
    }
}

// ---- W6: correlation of up to 500 ----------------------------------------------------------------------------------

enum { MOST_CORRELATED = 500, TILE = 20 };
static int correlated, span;
static double *standard;
static double (*matrix)[MOST_CORRELATED];

static void tile(long piece) {
    long tiles = (correlated + TILE - 1) / TILE, row = piece / tiles * TILE, column = piece % tiles * TILE;
    if (column < row) return;
    for (long i = row; i < row + TILE && i < correlated; i++)
        for (long j = column; j < column + TILE && j < correlated; j++) {
            const double *x = standard + i * span, *y = standard + j * span;
            double sums[8] = {0};
            for (int k = 0; k + 8 <= span; k += 8)
                for (int lane = 0; lane < 8; lane++) sums[lane] += x[k + lane] * y[k + lane];
            double sum = 0;
            for (int lane = 0; lane < 8; lane++) sum += sums[lane];
            matrix[i][j] = matrix[j][i] = sum;
        }
}

static int newest_first;
static void standardise(long i) {
    long symbol = i + 1, end = data.offsets[symbol + 1], count = data.sessions - newest_first;
    double *x = standard + i * span, mean = 0, norm = 0;
    for (long k = 0; k < span; k++) x[k] = 0;
    for (long k = 0; k < count; k++) mean += x[k] = data.close[end - count + k] / data.close[end - count + k - 1] - 1;
    mean /= count;
    for (long k = 0; k < count; k++) x[k] -= mean, norm += x[k] * x[k];
    for (long k = 0; k < count; k++) x[k] /= sqrt(norm);
}

static int is_whole(long i) { return (long)(data.offsets[i + 2] - data.offsets[i + 1]) > data.sessions - newest_first; }

static void w6(void) {
    newest_first = session_of(day_number(2016, 1, 1));
    correlated = data.symbols - 1 < MOST_CORRELATED ? data.symbols - 1 : MOST_CORRELATED;
    span = (data.sessions - newest_first + 7) / 8 * 8;
    if (!standard) {
        standard = aligned_alloc(64, 8ul * span * MOST_CORRELATED);
        matrix = calloc(MOST_CORRELATED, sizeof *matrix);
    }
    each(correlated, standardise);
    long tiles = (correlated + TILE - 1) / TILE;
    each(tiles * tiles, tile);
}

static void print_matrix(void) {
    for (int i = 0, shown = 0; i < correlated && shown < 4; i++)
        if (is_whole(i) && is_whole(0)) printf("%s %.9f\n", name(i + 1), matrix[0][i]), shown++;
}

// ---- W7: the best of all over a year -----------------------------------------------------------------------------

static double change[MOST_SYMBOLS];
static int best[TOP];
static void w7(void) {
    int base = session_of(data.calendar[data.sessions - 1] - 364) - 1;  // the same date one year before
    while (data.calendar[base + 1] <= data.calendar[data.sessions - 1] - 365) base++;
    int count = 0;
    for (uint32_t s = 1; s < data.symbols; s++) {
        long back = data.sessions - 1 - base, end = data.offsets[s + 1] - 1;
        if (end - back < (long)data.offsets[s]) continue;
        change[s] = data.close[end] / data.close[end - back] - 1;
        if (count == TOP && change[s] <= change[best[TOP - 1]]) continue;
        int place = count < TOP ? count++ : TOP - 1;
        for (; place > 0 && change[s] > change[best[place - 1]]; place--) best[place] = best[place - 1];
        best[place] = s;
    }
}

static void print_best(void) {
    for (int i = 0; i < TOP; i++) printf("%s %.9f\n", name(best[i]), change[best[i]]);
}

// ---- reading text ------------------------------------------------------------------------------------------------

static inline const char *number(const char *p, double *value) {
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    uint64_t mantissa = 0;
    int fraction = 0;
    for (; (unsigned)(*p - '0') < 10; p++) mantissa = mantissa * 10 + (*p - '0');
    if (*p == '.')
        for (p++; (unsigned)(*p - '0') < 10; p++, fraction++) mantissa = mantissa * 10 + (*p - '0');
    *value = mantissa / powers[fraction];
    return p;
}

static inline int two(const char *p) { return (p[0] - '0') * 10 + p[1] - '0'; }
static inline int date(const char *p) { return day_number(two(p) * 100 + two(p + 2), two(p + 5), two(p + 8)); }

static char *content(const char *path, size_t *length) {
    int file = open(path, O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status)) exit(2);
    char *bytes = mmap(NULL, status.st_size + 1, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    *length = status.st_size;
    close(file);
    return bytes;
}

typedef struct { long rows; int32_t *day; double *column[5]; } table;

static table room(long rows) {
    // Small tables share large pages; unused parts are never touched.
    static _Thread_local char *free_room;
    static _Thread_local size_t free_bytes;
    size_t bytes = (44 * rows + 63) / 64 * 64;
    if (bytes > free_bytes) {
        free_bytes = bytes > (64 << 20) ? bytes + (2 << 20) : 64 << 20;
        free_room = mmap(NULL, free_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (bytes > (1 << 20)) madvise(free_room, free_bytes, MADV_HUGEPAGE);
    }
    table t = {0, (void *)(free_room + 40 * rows), {0}};
    for (int c = 0; c < 5; c++) t.column[c] = (double *)free_room + c * rows;
    free_room += bytes, free_bytes -= bytes;
    return t;
}

// Rows of a Yahoo download (the sixth field is skipped) or of the long file (the second field is the symbol).
static void rows(table *t, const char *p, const char *end, int is_long) {
    while (p < end) {
        long row = t->rows++;
        t->day[row] = date(p);
        p += 11;
        if (is_long) p = memchr(p, ',', 64), p++;
        for (int c = 0; c < 5; c++) {
            double value;
            p = number(p, &value) + 1;
            if (c == 4 && !is_long) p = number(p, &value) + 1;
            t->column[c][row] = value;
        }
    }
}

static char *text;
static size_t text_length;
static table parts[64];
static int part_count;
static void part(long k) {
    size_t from = text_length * k / part_count, to = text_length * (k + 1) / part_count;
    const char *p = memchr(text + from, '\n', text_length - from), *end = memchr(text + to - 1, '\n', text_length - to + 1);
    parts[k] = room((to - from) / 30 + 16);
    rows(&parts[k], p + 1, end + 1, 1);
}

static char **files;
static table tables[MOST_SYMBOLS];
static void one_file(long k) {
    size_t length;
    char *bytes = content(files[k], &length), *p = memchr(bytes, '\n', length);
    tables[k] = room(length / 30 + 16);
    rows(&tables[k], p + 1, bytes + length, 0);
    munmap(bytes, length + 1);
}

static void report(const table *all, int count) {
    long total = 0;
    double sum = 0;
    for (int k = 0; k < count; k++) {
        total += all[k].rows;
        for (long i = 0; i < all[k].rows; i++) sum += all[k].column[3][i];
    }
    printf("%ld %.3f\n", total, sum);
}

static void w1_of_files(const char *a, const char *b) {
    static uint16_t session[2][MOST_SESSIONS];
    static int32_t calendar[MOST_SESSIONS * 2];
    table t[2];
    const char *paths[2] = {a, b};
    for (int k = 0; k < 2; k++) {
        size_t length;
        char *bytes = content(paths[k], &length), *p = memchr(bytes, '\n', length);
        t[k] = room(length / 30 + 16);
        rows(&t[k], p + 1, bytes + length, 0);
    }
    int sessions = 0, from = 0;
    for (long i = 0, j = 0; i < t[0].rows || j < t[1].rows; sessions++) {
        int x = i < t[0].rows ? t[0].day[i] : INT32_MAX, y = j < t[1].rows ? t[1].day[j] : INT32_MAX;
        calendar[sessions] = x < y ? x : y;
        if (x <= y) session[0][i++] = sessions;
        if (y <= x) session[1][j++] = sessions;
    }
    while (calendar[from] < day_number(1990, 1, 1)) from++;
    int count = runs(session[0], t[0].column[3], t[0].rows, session[1], t[1].column[3], t[1].rows, calendar, from, pair, 10);
    print_runs(pair, count);
}

static void print_pair(void) { print_runs(pair, pair_count); }

int main(int count, char **words) {
    static const struct { const char *name; void (*work)(void), (*print)(void); } works[] = {
        {"W1", w1, print_pair}, {"W2", w2, print_longest}, {"W3", w3, print_longest},
        {"W4", w4, print_indicators}, {"W5", w5, print_followed}, {"W6", w6, print_matrix}, {"W7", w7, print_best},
    };
    if (count == 2 && !strcmp(words[1], "hello")) return puts("42") < 0;
    if (count == 4 && !strcmp(words[1], "w1csv")) return w1_of_files(words[2], words[3]), 0;
    if (count == 4 && !strcmp(words[1], "long")) {
        threads = atoi(words[3]);
        double start = seconds();
        text = content(words[2], &text_length);
        part_count = threads;
        each(part_count, part);
        fprintf(stderr, "%.6f\n", seconds() - start);
        return report(parts, part_count), 0;
    }
    if (count > 3 && !strcmp(words[1], "folder")) {
        threads = atoi(words[2]);
        files = words + 3;
        double start = seconds();
        each(count - 3, one_file);
        fprintf(stderr, "%.6f\n", seconds() - start);
        return report(tables, count - 3), 0;
    }
    if (count != 4 || strcmp(words[1], "serve")) return 2;
    threads = atoi(words[3]);
    load(words[2]);
    puts("READY");
    fflush(stdout);
    char line[256], wanted[32];
    while (fgets(line, sizeof line, stdin)) {
        int repeats = 1;
        sscanf(line, "%31s %d", wanted, &repeats);
        for (size_t w = 0; w < sizeof works / sizeof *works; w++) {
            if (strcmp(wanted, works[w].name)) continue;
            for (int i = 0; i < repeats; i++) {
                double start = seconds();
                works[w].work();
                printf("TIME %.9f\n", seconds() - start);
            }
            works[w].print();
        }
        puts("END");
        fflush(stdout);
    }
    return 0;
}
