import TapeEngine
import TapeSyntax

/// `tape check`: parses and resolves without running.
extension Session {
    /// The errors in a text that can be found without running it: the whole text is parsed, then names and kinds are
    /// resolved statement by statement. After a `load`, `open` or `run`, unknown names are accepted, because the file
    /// may define them.
    public func check(_ source: Source) -> [Diagnostic] {
        let result = parse(companion?.expansion(of: source) ?? source, language.vocabulary)
        guard result.diagnostics.isEmpty else {
            return proven(result.allDiagnostics, in: source, after: result.script.statements)
        }
        var checker = Checker(session: self, isScript: source.name != nil)
        checker.check(result.script.statements)
        return proven(
            Array(checker.found.prefix(Limits.diagnostics)), in: source, after: result.script.statements)
    }

    struct Checker {
        var environment: Environment
        var found: [Diagnostic] = []
        /// The settings of the program, and how deeply scripts are nested: what may be set depends on both.
        private let programSettings: [SettingEntry]
        private let tables: SessionTables
        private let folders: [String]

        init(session: Session, isScript: Bool) {
            environment = session.environment
            programSettings = session.programSettings
            tables = session.tables
            folders = session.folders + (isScript ? [""] : [])
        }

        mutating func check(_ statements: [Statement]) {
            // Errors beyond the limit are not reported; and an unknown name is slow, because it is compared with every
            // symbol.
            for statement in statements where found.count < Limits.diagnostics { check(statement) }
        }

        private mutating func attempt(_ body: (Environment) throws(EngineError) -> Void) {
            do throws(EngineError) {
                try body(environment)
            } catch {
                let code = error.diagnostic.code
                if environment.expectsSymbols, [.unknownSymbol, .unknownField, .unknownName].contains(code) { return }
                found.append(error.diagnostic)
            }
        }

        private mutating func check(_ statement: Statement) {
            switch statement.kind {
            case .pipeline(let pipeline), .explain(let pipeline):
                query(pipeline)
                environment.scope["_"] = .table(Answer(query: ""))
            case .letValue(let name, let pipeline): bind(name, pipeline)
            case .define(let name, let parameters, let body):
                attempt { (environment) throws(EngineError) in
                    try Session.checkFree(name, isFunction: true, environment.language)
                }
                environment.scope[name.text] = .function(parameters: parameters, body: body, scope: environment.scope)
            case .parameter(let name, let kind, let value, _):
                let tables = tables
                bind(name) { (environment) throws(EngineError) in
                    let kind = try tables.parameterKind(kind)
                    return try value.map { (value) throws(EngineError) in
                        try Session.defaultValue(value, name, kind, environment)
                    }
                }
            case .assert(let expression, let clauses, _): condition(expression, clauses)
            case .branch(let expression, let clauses, let body, let otherwise):
                condition(expression, clauses)
                // What is loaded is known, so a block for other files is skipped.
                switch known(expression) {
                case true?: check(body)
                case false?: check(otherwise ?? [])
                case nil:
                    check(body)
                    check(otherwise ?? [])
                }
            case .loop(let name, let group, let body): loop(name, group, body)
            case .print(let expressions):
                for expression in expressions {
                    attempt { (environment) throws(EngineError) in _ = try Engine.resolve(expression, environment) }
                }
            case .load, .open, .run: environment.expectsSymbols = true
            case .alias(let name, let target):
                attempt { (environment) throws(EngineError) in
                    _ = try Session.aliased(target, environment.market)
                }
                if environment.market.key(for: target.text) != nil {
                    environment.market.setAlias(name.text, to: target.text)
                } else {
                    environment.expectsSymbols = true
                }
            case .set(let name?, let value): set(name, value)
            case .saveMarket, .set, .command: break
            }
        }

        private mutating func set(_ name: Name, _ value: Text?) {
            // Checked with the names known so far; nothing is changed.
            let session = Session(
                market: environment.market, host: NoHost(), language: environment.language, tables: tables)
            session.scope = environment.scope
            session.programSettings = programSettings
            session.folders = folders
            attempt { (environment) throws(EngineError) in
                let entry = try session.settingEntry(name)
                guard let value, !(entry.readsMarket && environment.expectsSymbols) else { return }
                _ = try session.change(name, value)
            }
        }

        private mutating func bind(_ name: Name, _ pipeline: Pipeline) {
            attempt { (environment) throws(EngineError) in
                try Session.checkFree(name, isFunction: false, environment.language)
            }
            if case .expression(let expression, let clauses) = pipeline.source, pipeline.stages.isEmpty,
                clauses.isEmpty || isPlain(expression)
            {
                if case .name(let other) = expression.kind, !other.exact,
                    case .table(let known) = environment.scope[other.text]
                {
                    environment.scope[name.text] = .table(known)
                } else {
                    bind(name) { (environment) throws(EngineError) in
                        if !clauses.isEmpty { try Engine.check(pipeline, environment) }
                        return try Engine.resolve(expression, environment)
                    }
                }
                return
            }
            query(pipeline)
            environment.scope[name.text] = .table(Answer(query: ""))
        }

        private mutating func query(_ pipeline: Pipeline) {
            let tables = tables
            attempt { (environment) throws(EngineError) in
                try Engine.check(pipeline, environment)
                for stage in pipeline.stages {
                    if case .text(let path) = stage.argument { _ = try tables.format(of: path) }
                }
            }
        }

        /// Whether it is a single value rather than one per session.
        private func isPlain(_ expression: Expression) -> Bool {
            guard let kind = try? Engine.resolve(expression, environment).kind else { return false }
            return [.number, .flag, .date, .text].contains(kind)
        }

        /// Gives the name the value; if the value is unknown, the name may be any symbol.
        private mutating func bind(_ name: Name, _ value: (Environment) throws(EngineError) -> Node?) {
            var bound: Node?
            attempt { (environment) throws(EngineError) in bound = try value(environment) }
            environment.scope[name.text] = .node(bound ?? Node.symbol(name.text, name.span))
            if bound == nil { environment.expectsSymbols = true }
        }

        /// The condition's value if it does not depend on prices.
        private func known(_ expression: Expression) -> Bool? {
            if environment.expectsSymbols { return nil }
            guard let node = try? Engine.resolve(expression, environment) else { return nil }
            switch node.op {
            case .truth(let truth): return truth
            case .not(let inner):
                if case .truth(let truth) = inner.op { return !truth }
                return nil
            default: return nil
            }
        }

        private mutating func condition(_ expression: Expression, _ clauses: [Clause]) {
            attempt { (environment) throws(EngineError) in
                try Engine.checkCondition(expression, clauses, environment)
            }
        }

        private mutating func loop(_ name: Name, _ group: Expression, _ body: [Statement]) {
            var member: String?
            attempt { (environment) throws(EngineError) in
                member = try Engine.groupMembers(group, environment).first
            }
            let outer = environment.scope[name.text]
            environment.scope[name.text] = .node(Node.symbol(member ?? name.text, name.span))
            if member != nil { check(body) }
            environment.scope[name.text] = outer
        }
    }
}
