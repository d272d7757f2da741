import Tape
import TapeEngine
import TapeSyntax

/// Highlighting for editors: a TextMate grammar (VS Code, Sublime, Zed and others read it) and a Vim syntax file.
struct EditorFiles {
    private static let statements = StatementWord.allCases.map(\.rawValue) + ["else"]
    private static let commands = Command.allCases.map(\.rawValue)
    private static let conditions = ConditionWord.allCases.map(\.rawValue).filter { $0 != "not" } + ["not"]
    private static let special = ["it", "today", "yesterday", "true", "false", "missing", "_"]
    private static let months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"

    private let verbs: [String]
    private let clauses: [String]
    private let stages: [String]
    private let functions: [String]

    init(_ language: Language) {
        verbs = language.verbs.names
        clauses = language.clauses.names + ["of", "partial", "year", "quarter", "month", "week", "day"]
        stages = language.stages.names
        functions = language.functions.all.map(\.name) + FunctionTable.engineNames
    }

    private func any(_ words: [String]) -> String {
        var seen: Set<String> = []
        return words.filter { seen.insert($0).inserted }.joined(separator: "|")
    }

    // MARK: TextMate

    func textMate() -> String {
        let rules: [(String, String)] = [
            ("comment.line.number-sign.tape", #"#.*$"#),
            ("string.quoted.double.tape", #""(?:[^"]|"")*""#),
            ("variable.other.symbol.tape", #"`[^`]*`|\$[A-Za-z0-9]+|(?<![\w)\]])[\^.][A-Za-z][\w.]*"#),
            (
                "constant.numeric.date.tape",
                #"\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d{4}[qQ][1-4]\b|\b(?i:(?:\d{1,2} )?(?:\#(Self.months)) (?:\d{1,2} )?\d{4})\b"#
            ),
            ("constant.numeric.tape", #"\b[\d_]+(?:\.\d+)?(?:[eE][+-]?\d+)?(?:%|bp\b|[dwmqyDWMQY]\b)?"#),
            ("keyword.control.tape", #"(?i)(?:(?<=[;{}])|^)\s*(?:\#(any(Self.statements)))\b(?!\()"#),
            ("keyword.control.tape", #"(?i)\belse\b"#),
            ("keyword.other.command.tape", #"(?i)(?:(?<=;)|^)\s*(?:\#(any(Self.commands)))\b(?!\()"#),
            ("keyword.other.verb.tape", #"(?i)(?:(?<=[;{=])|^|\bexplain)\s*(?:\#(any(verbs)))\b(?!\()"#),
            ("keyword.other.stage.tape", #"(?i)(?<=\|)\s*(?:\#(any(stages)))\b"#),
            ("support.function.tape", #"(?i)\b(?:\#(any(functions)))(?=\()"#),
            ("entity.name.function.tape", #"\b[A-Za-z_]\w*(?=\()"#),
            ("constant.language.tape", #"(?i)\b(?:\#(any(Self.special)))\b"#),
            ("keyword.operator.word.tape", #"(?i)\b(?:\#(any(Self.conditions)))\b"#),
            ("keyword.other.clause.tape", #"(?i)\b(?:\#(any(clauses)))\b"#),
            ("keyword.operator.tape", #"<=|>=|!=|[-+*/<>=|]"#),
        ]
        var lines = [
            "{", #"  "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json","#,
            #"  "name": "Tape","#, #"  "scopeName": "source.tape","#, #"  "fileTypes": ["tape"],"#,
            #"  "firstLineMatch": "^#!.*\\btape\\b","#, #"  "patterns": ["#,
        ]
        lines += rules.enumerated().map { place, rule in
            "    {\"name\": \(json(rule.0)), \"match\": \(json(rule.1))}\(place + 1 < rules.count ? "," : "")"
        }
        lines += ["  ]", "}"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func json(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    // MARK: Vim

    func vim() -> String {
        let at = #"%(^\s*|[;{}=]\s*)@<="#
        return #"""
            " Vim syntax file for Tape, a language for questions about market prices.
            " Written from the tables of the language; see Tests/Support/EditorFiles.swift.
            " Copy to ~/.vim/syntax/tape.vim, and: au BufRead,BufNewFile *.tape set filetype=tape
            if exists("b:current_syntax")
              finish
            endif
            syn case ignore

            " If two rules match at one place, the later one wins, so these come first.
            syn match tapeClause /\v<%(\#(any(clauses)))>/
            syn match tapeCondition /\v<%(\#(any(Self.conditions)))>/
            syn keyword tapeSpecial it today yesterday true false missing
            syn match tapeFunction /\v<%(\#(any(functions)))\ze\(/
            syn match tapeVerb /\v\#(at)<%(\#(any(verbs)))>\(@!/
            syn match tapeStatement /\v\#(at)<%(\#(any(Self.statements)))>\(@!/
            syn match tapeCommand /\v%(^\s*|;\s*)@<=<%(\#(any(Self.commands)))>\(@!/
            syn match tapeStage /\v%(\|\s*)@<=<%(\#(any(stages)))>/
            syn match tapeNumber /\v<[0-9_]+%(\.[0-9]+)?%(e[-+]?[0-9]+)?%(\%|bp>|[dwmqy]>)?/
            syn match tapeDate /\v<[0-9]{4}-[0-9]{2}%(-[0-9]{2})?>|<[0-9]{4}q[1-4]>/
            syn match tapeDate /\v<%([0-9]{1,2} )?%(\#(Self.months)) %([0-9]{1,2} )?[0-9]{4}>/
            syn match tapeSymbol /\v\$[A-Za-z0-9]+|`[^`]*`|%(^|[ (,{])\zs[\^.][A-Za-z][A-Za-z0-9.]*/
            syn match tapeOperator /[-+*\/<>=|!]/
            syn region tapeText start=/"/ end=/"/ oneline
            syn match tapeComment /#.*$/

            hi def link tapeClause Keyword
            hi def link tapeCondition Operator
            hi def link tapeSpecial Constant
            hi def link tapeFunction Function
            hi def link tapeVerb Statement
            hi def link tapeStatement Conditional
            hi def link tapeCommand PreProc
            hi def link tapeStage Statement
            hi def link tapeNumber Number
            hi def link tapeDate Number
            hi def link tapeSymbol Identifier
            hi def link tapeOperator Operator
            hi def link tapeText String
            hi def link tapeComment Comment
            let b:current_syntax = "tape"

            """#
    }
}
