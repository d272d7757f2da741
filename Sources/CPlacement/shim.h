// Which cores a thread runs on: <sched.h> and <pthread.h> declare it only to those who ask for GNU's extensions.
#ifndef TAPE_CPLACEMENT_SHIM_H
#define TAPE_CPLACEMENT_SHIM_H

#include <pthread.h>
#include <sched.h>

int sched_getcpu(void);
int sched_getaffinity(pid_t thread, size_t size, cpu_set_t *cores);
int sched_setaffinity(pid_t thread, size_t size, const cpu_set_t *cores);
int pthread_attr_setaffinity_np(pthread_attr_t *attributes, size_t size, const cpu_set_t *cores);

#endif
