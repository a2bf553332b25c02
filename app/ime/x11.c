//go:build linux && cgo && !ci && !wayland

/*
 * GLFW 3.3 asks Xlib for an input method in the plainest style and hands every key on to
 * the widgets, also those the input method has used; when the server dies it keeps using
 * what Xlib has freed. The functions below carry the names GLFW calls, so the linker binds
 * it to them; the real ones are found behind them. GLFW never holds a real XIM or XIC: it
 * gets the address of a slot, behind which the real one may go and come back.
 */
#define _GNU_SOURCE
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <dlfcn.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "x11.h"

#define REAL(type, name, args) \
	static type(*real) args;   \
	if (!real)                 \
	real = (type(*) args)dlsym(RTLD_NEXT, name)

typedef struct {
	Window window; /* 0: free */
	XIC ic;        /* 0: no input method now */
	Bool focused;
	XPoint spot;
	Bool placed; /* ic takes a spot */
} slot;

#define SLOTS 32
static slot slots[SLOTS];
static Display *display;
static XIM method; /* 0: none now */

static slot *slot_of(XIC ic) {
	slot *s = (slot *)ic;
	return s >= slots && s < slots + SLOTS ? s : NULL;
}

static Bool ours(XIM im) { return im == (XIM)&method; }

/* --- the input method comes and goes --- */

static void await_method(void);

static void method_gone(XIM im, XPointer data, XPointer call) {
	(void)im, (void)data, (void)call;
	method = NULL;
	for (int i = 0; i < SLOTS; i++)
		slots[i].ic = NULL; /* Xlib has freed it */
	await_method();
}

static XIC create_ic(XIMStyle style, Window w, XVaNestedList preedit) {
	REAL(XIC, "XCreateIC", (XIM, ...));
	if (!preedit)
		return real(method, XNInputStyle, style, XNClientWindow, w, XNFocusWindow, w, NULL);
	return real(method, XNInputStyle, style, XNClientWindow, w, XNFocusWindow, w, XNPreeditAttributes, preedit, NULL);
}

/* select_events lets the window hear what the input method wants to see. */
static void select_events(slot *s) {
	REAL(char *, "XGetICValues", (XIC, ...));
	unsigned long filter = 0;
	XWindowAttributes now;
	if (s->ic && !real(s->ic, XNFilterEvents, &filter, NULL) && XGetWindowAttributes(display, s->window, &now))
		XSelectInput(display, s->window, now.your_event_mask | (long)filter);
}

/* open_ic asks for the style that takes a spot, and for the plain one where it is not to be had. */
static void open_ic(slot *s) {
	static XFontSet fonts; /* kept: the style wants one and nothing is drawn with it */
	if (!fonts) {
		char **missing = NULL, *fallback = NULL;
		int n = 0;
		fonts = XCreateFontSet(display, "-*-*-*-*-*-*-*-*-*-*-*-*-*-*", &missing, &n, &fallback);
		if (missing)
			XFreeStringList(missing);
	}
	s->ic = NULL;
	if (fonts) {
		XVaNestedList at = XVaCreateNestedList(0, XNSpotLocation, &s->spot, XNFontSet, fonts, NULL);
		s->ic = create_ic(XIMPreeditPosition | XIMStatusNothing, s->window, at);
		XFree(at);
	}
	s->placed = s->ic != NULL;
	if (!s->ic)
		s->ic = create_ic(XIMPreeditNothing | XIMStatusNothing, s->window, NULL);
	select_events(s);
}

static void connect_method(void) {
	REAL(XIM, "XOpenIM", (Display *, struct _XrmHashBucketRec *, char *, char *));
	static XIMCallback gone = {NULL, (XIMProc)method_gone};
	method = real(display, NULL, NULL, NULL);
	if (!method)
		return;
	XSetIMValues(method, XNDestroyCallback, &gone, NULL);
	for (int i = 0; i < SLOTS; i++)
		if (slots[i].window) {
			open_ic(&slots[i]);
			if (slots[i].focused)
				XSetICFocus((XIC)&slots[i]);
		}
}

static Bool awaiting;

static void method_came(Display *d, XPointer data, XPointer call) {
	(void)d, (void)data, (void)call;
	if (method)
		return;
	connect_method();
	if (method && awaiting) {
		awaiting = False;
		XUnregisterIMInstantiateCallback(display, NULL, NULL, NULL, method_came, NULL);
	}
}

static void await_method(void) {
	if (awaiting)
		return;
	awaiting = True; /* Xlib may call back before it returns */
	if (!XRegisterIMInstantiateCallback(display, NULL, NULL, NULL, method_came, NULL))
		awaiting = False;
}

/* --- what GLFW calls --- */

XIM XOpenIM(Display *d, struct _XrmHashBucketRec *db, char *name, char *class) {
	REAL(XIM, "XOpenIM", (Display *, struct _XrmHashBucketRec *, char *, char *));
	if (display)
		return real(d, db, name, class); /* somebody else's */
	display = d;
	connect_method();
	if (!method)
		await_method();
	return (XIM)&method;
}

Status XCloseIM(XIM im) {
	REAL(Status, "XCloseIM", (XIM));
	if (!ours(im))
		return real(im);
	XIM open = method;
	method = NULL;
	display = NULL;
	return open ? real(open) : True;
}

/* XGetIMValues answers GLFW's question for the style it asks for: it is always usable. */
char *XGetIMValues(XIM im, ...) {
	REAL(char *, "XGetIMValues", (XIM, ...));
	va_list args;
	va_start(args, im);
	char *name = va_arg(args, char *);
	XPointer value = va_arg(args, XPointer);
	va_end(args);
	if (!ours(im))
		return real(im, name, value, NULL);
	if (strcmp(name, XNQueryInputStyle))
		return name;
	XIMStyles *all = malloc(sizeof *all + sizeof(XIMStyle)); /* XFree frees it */
	if (!all)
		return name;
	all->count_styles = 1;
	all->supported_styles = (XIMStyle *)(all + 1);
	all->supported_styles[0] = XIMPreeditNothing | XIMStatusNothing;
	*(XIMStyles **)value = all;
	return NULL;
}

XIC XCreateIC(XIM im, ...) {
	REAL(XIC, "XCreateIC", (XIM, ...));
	va_list args;
	va_start(args, im);
	Window window = 0;
	XIMStyle style = 0;
	for (char *name; (name = va_arg(args, char *));) {
		XPointer value = va_arg(args, XPointer);
		if (!strcmp(name, XNClientWindow))
			window = (Window)value;
		else if (!strcmp(name, XNInputStyle))
			style = (XIMStyle)value;
	}
	va_end(args);
	if (!ours(im))
		return real(im, XNInputStyle, style, XNClientWindow, window, XNFocusWindow, window, NULL);
	for (int i = 0; i < SLOTS; i++)
		if (!slots[i].window) {
			slots[i] = (slot){.window = window};
			if (method)
				open_ic(&slots[i]);
			return (XIC)&slots[i];
		}
	return NULL;
}

void XDestroyIC(XIC ic) {
	REAL(void, "XDestroyIC", (XIC));
	slot *s = slot_of(ic);
	if (!s) {
		real(ic);
		return;
	}
	if (s->ic)
		real(s->ic);
	*s = (slot){0};
}

char *XGetICValues(XIC ic, ...) {
	REAL(char *, "XGetICValues", (XIC, ...));
	va_list args;
	va_start(args, ic);
	char *name = va_arg(args, char *);
	XPointer value = va_arg(args, XPointer);
	va_end(args);
	slot *s = slot_of(ic);
	XIC to = s ? s->ic : ic;
	return to ? real(to, name, value, NULL) : name;
}

void XSetICFocus(XIC ic) {
	REAL(void, "XSetICFocus", (XIC));
	slot *s = slot_of(ic);
	if (s)
		s->focused = True;
	if ((ic = s ? s->ic : ic))
		real(ic);
}

void XUnsetICFocus(XIC ic) {
	REAL(void, "XUnsetICFocus", (XIC));
	slot *s = slot_of(ic);
	if (s)
		s->focused = False;
	if ((ic = s ? s->ic : ic))
		real(ic);
}

/* plain is what a key types without an input method: ASCII and Latin-1. */
static int plain(XKeyPressedEvent *ev, char *buf, int size, KeySym *key, Status *status) {
	char one[8];
	KeySym k = 0;
	int n = XLookupString(ev, one, sizeof one, &k, NULL);
	unsigned char c = (unsigned char)one[0];
	if (key)
		*key = k;
	*status = XLookupNone;
	if (n != 1 || c < 0x20 || c == 0x7f || size < 2)
		return 0;
	*status = XLookupBoth;
	if (c < 0x80) {
		buf[0] = (char)c;
		return 1;
	}
	buf[0] = (char)(0xc0 | c >> 6);
	buf[1] = (char)(0x80 | (c & 0x3f));
	return 2;
}

int Xutf8LookupString(XIC ic, XKeyPressedEvent *ev, char *buf, int size, KeySym *key, Status *status) {
	REAL(int, "Xutf8LookupString", (XIC, XKeyPressedEvent *, char *, int, KeySym *, Status *));
	slot *s = slot_of(ic);
	if (!s)
		return real(ic, ev, buf, size, key, status);
	if (s->ic)
		return real(s->ic, ev, buf, size, key, status);
	return plain(ev, buf, size, key, status);
}

/* XFilterEvent hides the keys the input method has used: GLFW looks at the event's type
 * whatever the answer is. */
Bool XFilterEvent(XEvent *ev, Window w) {
	REAL(Bool, "XFilterEvent", (XEvent *, Window));
	int type = ev->type;
	Bool used = real(ev, w);
	if (used && (type == KeyPress || type == KeyRelease))
		ev->type = 0;
	return used;
}

void qinqing_spot(unsigned long window, short x, short y) {
	for (int i = 0; i < SLOTS; i++) {
		slot *s = &slots[i];
		if (s->window != window)
			continue;
		s->spot = (XPoint){x, y};
		if (!s->ic || !s->placed)
			return;
		XVaNestedList at = XVaCreateNestedList(0, XNSpotLocation, &s->spot, NULL);
		XSetICValues(s->ic, XNPreeditAttributes, at, NULL);
		XFree(at);
		return;
	}
}
