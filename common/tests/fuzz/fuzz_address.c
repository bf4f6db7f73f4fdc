/* Addresses of data ports: what is read is written again as the same. */
#include "ftp_address.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_string(data, size);
    char again[FTP_ADDRESS_TEXT];
    union net_address a, b;

    if (ftp_address_read_port(&a, text)) {
        must(a.any.sa_family == AF_INET);
        must(ftp_address_read_port(&b, ftp_address_write_port(&a, again)));
        must(net_same_host(&a, &b) && net_port(&a) == net_port(&b));
        must(ftp_address_read_227(again) == net_port(&a));
    }
    if (ftp_address_read_eprt(&a, text) == FTP_EPRT_GOOD &&
        !(a.any.sa_family == AF_INET6 && net_is_v4(&a))) {
        must(ftp_address_read_eprt(&b, ftp_address_write_eprt(&a, again)) == FTP_EPRT_GOOD);
        must(net_same_host(&a, &b) && net_port(&a) == net_port(&b));
    }
    must(ftp_address_read_227(text) <= 65535);
    must(ftp_address_read_229(text) <= 65535);
    free(text);
    return 0;
}
