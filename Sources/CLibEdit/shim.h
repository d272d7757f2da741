// What Swift cannot import from <histedit.h>: variadic calls get one-line wrappers here.
#ifndef TAPE_CLIBEDIT_SHIM_H
#define TAPE_CLIBEDIT_SHIM_H

#include <histedit.h>

#endif
