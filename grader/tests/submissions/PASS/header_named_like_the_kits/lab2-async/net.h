/* Story: a header of their own, named like one of the kit's that the kit's helpers here include. */
#error this is not the kit's
