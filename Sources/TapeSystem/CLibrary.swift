// The platform's C library, for the rest of the package: what all POSIX systems share is called directly; what differs
// between systems is wrapped in this module.
#if canImport(Glibc)
    @_exported import Glibc
#elseif canImport(Musl)
    @_exported import Musl
#else
    @_exported import Darwin
#endif
