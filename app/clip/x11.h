#ifndef QINQING_CLIP_H
#define QINQING_CLIP_H
/* Offers a PNG of n bytes, of which it takes a copy, as the clipboard. 0: done. */
int qinqing_clip_png(const void *png, unsigned long n);
#endif
