//go:build linux && cgo && !ci && !wayland

/* The owner of a selection answers whoever wants to paste, so it has a connection to the
   X server of its own and a thread that waits for questions. It ends when another program
   copies something. */
#include "x11.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
	Display *display;
	Window window;
	Atom clipboard, targets, png;
	unsigned char *data;
	unsigned long size;
} offer;

static int answer(offer *o, XSelectionRequestEvent *ask) {
	Atom property = ask->property != None ? ask->property : ask->target;
	if (ask->target == o->targets) {
		Atom list[2] = {o->targets, o->png};
		XChangeProperty(o->display, ask->requestor, property, XA_ATOM, 32, PropModeReplace, (unsigned char *)list, 2);
	} else if (ask->target == o->png) {
		XChangeProperty(o->display, ask->requestor, property, o->png, 8, PropModeReplace, o->data, (int)o->size);
	} else {
		property = None;
	}
	XSelectionEvent reply = {0};
	reply.type = SelectionNotify;
	reply.display = ask->display;
	reply.requestor = ask->requestor;
	reply.selection = ask->selection;
	reply.target = ask->target;
	reply.property = property;
	reply.time = ask->time;
	XSendEvent(o->display, ask->requestor, False, 0, (XEvent *)&reply);
	return XFlush(o->display);
}

static void *serve(void *arg) {
	offer *o = arg;
	XEvent e;
	do {
		XNextEvent(o->display, &e);
		if (e.type == SelectionRequest)
			answer(o, &e.xselectionrequest);
	} while (e.type != SelectionClear);
	XCloseDisplay(o->display);
	free(o->data);
	free(o);
	return NULL;
}

/* Who asked may be gone before the answer: that is no reason to end the program. Errors of
   other connections are told to whoever listened before. */
static XErrorHandler before;
static Display *ours;

static int quiet(Display *d, XErrorEvent *e) {
	if (d == ours || before == NULL)
		return 0;
	return before(d, e);
}

int qinqing_clip_png(const void *png, unsigned long n) {
	offer *o = calloc(1, sizeof *o);
	if (o == NULL)
		return 1;
	o->display = XOpenDisplay(NULL);
	o->data = malloc(n);
	if (o->display == NULL || o->data == NULL)
		goto failed;
	/* What is larger than one request would have to be sent in pieces. */
	long most = XExtendedMaxRequestSize(o->display);
	if (most == 0)
		most = XMaxRequestSize(o->display);
	if (n > (unsigned long)most * 4 - 1024)
		goto failed;
	memcpy(o->data, png, n);
	o->size = n;
	o->clipboard = XInternAtom(o->display, "CLIPBOARD", False);
	o->targets = XInternAtom(o->display, "TARGETS", False);
	o->png = XInternAtom(o->display, "image/png", False);
	o->window = XCreateSimpleWindow(o->display, DefaultRootWindow(o->display), 0, 0, 1, 1, 0, 0, 0);
	XErrorHandler now = XSetErrorHandler(quiet);
	if (now != quiet)
		before = now;
	ours = o->display;
	XSetSelectionOwner(o->display, o->clipboard, o->window, CurrentTime);
	if (XGetSelectionOwner(o->display, o->clipboard) != o->window)
		goto failed;
	pthread_t thread;
	if (pthread_create(&thread, NULL, serve, o) != 0)
		goto failed;
	pthread_detach(thread);
	return 0;
failed:
	if (o->display != NULL)
		XCloseDisplay(o->display);
	free(o->data);
	free(o);
	return 1;
}
