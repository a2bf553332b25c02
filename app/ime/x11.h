#ifndef QINQING_IME_X11_H
#define QINQING_IME_X11_H

/* qinqing_spot sets where the candidates of a window's input method stand, in pixels. */
void qinqing_spot(unsigned long window, short x, short y);

#endif
