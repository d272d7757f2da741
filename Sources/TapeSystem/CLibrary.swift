// The platform's C library, for the rest of the package: what POSIX systems have in common is called as it is, and what only one of
// them has, or has in its own way, stands in this module.
#if canImport(Glibc)
    @_exported import Glibc
#elseif canImport(Musl)
    @_exported import Musl
#else
    @_exported import Darwin
#endif
