// What `import Tape` exports besides this module's declarations. Everything else in the inner modules is internal to
// the package.
//
// Each name is exported itself instead of through a `typealias`: members of an aliased type are invisible to a program
// compiled with `MemberImportVisibility`.
@_exported import struct TapeEngine.Answer
@_exported import struct TapeEngine.Note
@_exported import struct TapeReport.OutputFormat
@_exported import struct TapeEngine.Table
@_exported import struct TapeReport.Style
@_exported import func TapeReport.render
@_exported import func TapeReport.renderHTML
@_exported import func TapeReport.renderSVG
@_exported import struct TapeStore.FileStamp
@_exported import struct TapeStore.HeldFile
@_exported import class TapeStore.Instrument
@_exported import struct TapeStore.Listing
@_exported import class TapeStore.MappedBytes
@_exported import struct TapeStore.Market
@_exported import protocol TapeStore.OpenFile
@_exported import struct TapeStore.StoreError
@_exported import enum TapeSyntax.Command
@_exported import struct TapeSyntax.Diagnostic
@_exported import enum TapeSyntax.DiagnosticCode
@_exported import struct TapeSyntax.Source
@_exported import struct TapeSyntax.SourceSpan
@_exported import struct TapeTime.Day
@_exported import enum TapeTime.TradingCalendar
