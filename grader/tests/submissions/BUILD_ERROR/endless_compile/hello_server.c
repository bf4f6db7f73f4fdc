/* Story: a file that includes itself twice, for as long as the compiler takes it. */
#include "hello_server.c"
#include "hello_server.c"
int main(void) { return 0; }
