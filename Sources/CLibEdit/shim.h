// What Swift cannot import from <histedit.h>: its variadic calls get a one-line wrapper each.
#ifndef TAPE_CLIBEDIT_SHIM_H
#define TAPE_CLIBEDIT_SHIM_H

#include <histedit.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/select.h>

// <wchar.h> declares it only to those who ask for X/Open.
int wcwidth(wchar_t c);

typedef char *(*tape_prompt_t)(EditLine *);
typedef unsigned char (*tape_command_t)(EditLine *, int);

static inline FILE *tape_stdin(void) { return stdin; }
static inline FILE *tape_stdout(void) { return stdout; }
static inline FILE *tape_stderr(void) { return stderr; }

static inline int tape_el_prompt(EditLine *e, tape_prompt_t f, char mark) { return el_set(e, EL_PROMPT_ESC, f, mark); }
static inline int tape_el_editor(EditLine *e, const char *name) { return el_set(e, EL_EDITOR, name); }
static inline int tape_el_signal(EditLine *e, int on) { return el_set(e, EL_SIGNAL, on); }
static inline int tape_el_history(EditLine *e, History *h) { return el_set(e, EL_HIST, history, h); }
static inline int tape_el_read(EditLine *e, el_rfunc_t f) { return el_wset(e, EL_GETCFN, f); }
static inline int tape_el_data(EditLine *e, void *data) { return el_set(e, EL_CLIENTDATA, data); }
// Whether the keys are those of vi.
static inline _Bool tape_el_is_vi(EditLine *e) {
    const char *name = 0;
    return el_get(e, EL_EDITOR, &name) == 0 && name && name[0] == 'v';
}
static inline void *tape_el_get_data(EditLine *e) { void *data = 0; el_get(e, EL_CLIENTDATA, &data); return data; }
static inline int tape_el_refresh(EditLine *e) { return el_set(e, EL_REFRESH); }
static inline int tape_el_terminal_raw(EditLine *e, int on) { return el_set(e, EL_PREP_TERM, on); }
static inline int tape_el_error_file(EditLine *e, FILE *f) { return el_set(e, EL_SETFP, 2, f); }
static inline int tape_el_command(EditLine *e, const char *name, const char *help, tape_command_t f) {
    return el_set(e, EL_ADDFN, name, help, f);
}
static inline int tape_el_bind(EditLine *e, const char *key, const char *command) {
    return el_set(e, EL_BIND, key, command, NULL);
}
static inline int tape_el_bind_alternative(EditLine *e, const char *key, const char *command) {
    return el_set(e, EL_BIND, "-a", key, command, NULL);
}
// Lets Ctrl-S and Ctrl-Q through to the editor while a line is edited.
static inline int tape_el_no_flow_control(EditLine *e) { return el_set(e, EL_SETTY, "-d", "-ixon", NULL); }
// The terminal's string for a capability such as "up", or NULL.
static inline const char *tape_el_capability(EditLine *e, const char *name) {
    char *text = 0;
    return el_get(e, EL_GETTC, name, &text, NULL) == 0 ? text : 0;
}

static inline int tape_history_size(History *h, int size) { HistEvent event; return history(h, &event, H_SETSIZE, size); }
static inline int tape_history_unique(History *h, int on) { HistEvent event; return history(h, &event, H_SETUNIQUE, on); }
static inline int tape_history_enter(History *h, const char *line) { HistEvent event; return history(h, &event, H_ENTER, line); }

// The terminal's size in *columns and *rows; 0 where there is one.
static inline int tape_window_size(int file, int *columns, int *rows) {
    struct winsize size;
    if (ioctl(file, TIOCGWINSZ, &size) != 0) return -1;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return 0;
}
// Waits for input on a file with other signals let through than usually: 1 it is there, 0 the time is over, -1 a signal came.
// A negative time has no end.
static inline int tape_wait(int file, int milliseconds, const sigset_t *signals) {
    fd_set files;
    struct timespec limit = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
    FD_ZERO(&files);
    FD_SET(file, &files);
    return pselect(file + 1, &files, 0, 0, milliseconds < 0 ? 0 : &limit, signals);
}
static inline int tape_bytes_a_character(void) { return (int)MB_CUR_MAX; }

#endif
