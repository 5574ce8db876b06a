/* SDL's event queue without its log of every event: that function alone is a tenth of what is left of SDL, and the hint
 * that turns it on is never set. With SDL_atoi() a constant here, the compiler sees as much.
 */
#include "SDL_internal.h"
#include "SDL_stdinc.h"
#define SDL_atoi(text) 0
#include "events/SDL_events.c"
