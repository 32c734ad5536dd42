/* What the thread sanitizer has to know of GLib, which is not compiled with it: that its locks
 * order what stands before and behind them. SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Linked into test programs only. Each function does what GLib's does, and says so. */
#include <dlfcn.h>
#include <gio/gio.h>
#include <pthread.h>

void __tsan_acquire (void *address);
void __tsan_release (void *address);

/* GLib's own. */
#define REAL(name)                                                                                 \
  static __typeof__ (&name) real;                                                                  \
  if (real == NULL)                                                                                \
  real = (__typeof__ (&name))dlsym (RTLD_NEXT, #name)

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock);
  real (mutex);
  __tsan_acquire (mutex);
}

void
g_mutex_unlock (GMutex *mutex)
{
  REAL (g_mutex_unlock);
  __tsan_release (mutex);
  real (mutex);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  REAL (g_cond_wait);
  __tsan_release (mutex);
  real (cond, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  REAL (g_cond_wait_until);
  __tsan_release (mutex);
  const gboolean is_in_time = real (cond, mutex, end_time);
  __tsan_acquire (mutex);
  return is_in_time;
}

/* One at a time: the macro reads the value in our code, where the sanitizer sees an atomic. */
static pthread_mutex_t once = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

gboolean (g_once_init_enter) (volatile void *location)
{
  pthread_mutex_lock (&once);
  if (__atomic_load_n ((volatile gsize *)location, __ATOMIC_ACQUIRE) == 0)
    return TRUE;
  pthread_mutex_unlock (&once);
  return FALSE;
}

void (g_once_init_leave) (volatile void *location, gsize result)
{
  __atomic_store_n ((volatile gsize *)location, result, __ATOMIC_RELEASE);
  pthread_mutex_unlock (&once);
}

/* What the last owner frees, the others have done with. */

void (g_atomic_rc_box_release_full) (gpointer block, GDestroyNotify clear)
{
  REAL (g_atomic_rc_box_release_full);
  __tsan_release (block);
  __tsan_acquire (block);
  real (block, clear);
}

void
g_bytes_unref (GBytes *bytes)
{
  REAL (g_bytes_unref);
  if (bytes != NULL)
    {
      __tsan_release (bytes);
      __tsan_acquire (bytes);
    }
  real (bytes);
}
