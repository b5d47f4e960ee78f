extension URITemplate {
    /// Writes the URI for the variables' values (RFC 6570, section 3).
    ///
    /// - Parameter variables: The values by name; a variable without one is undefined, and leaves nothing behind.
    /// - Throws: ``URITemplateError`` where a prefix is asked of a list or an association.
    public func expand(_ variables: [String: Value]) throws(URITemplateError) -> String {
        var uri: [UInt8] = []
        for part in parts {
            switch part {
            case .literal(let literal): uri += literal
            case .expression(let expression): try Self.append(expression, variables, to: &uri)
            }
        }
        return String(decoding: uri, as: UTF8.self)
    }

    private static func append(
        _ expression: Expression, _ values: [String: Value], to uri: inout [UInt8]
    ) throws(URITemplateError) {
        let operation = expression.operation
        var isFirst = true
        for variable in expression.variables {
            guard let value = values[variable.name], !value.isUndefined else { continue }
            uri += (isFirst ? operation.first : operation.separator).utf8
            isFirst = false
            switch value {
            case .string(let string): append(string, of: variable, operation, to: &uri)
            case .list(let list): try append(list.map { Pair("", $0) }, isList: true, of: variable, operation, to: &uri)
            case .association(let pairs): try append(pairs, isList: false, of: variable, operation, to: &uri)
            }
        }
    }

    private static func append(
        _ string: String, of variable: Variable, _ operation: Operation, to uri: inout [UInt8]
    ) {
        if operation.isNamed { appendName(variable.name, isEmpty: string.isEmpty, operation, to: &uri) }
        if case .prefix(let length) = variable.modifier {
            // Characters are counted as code points before encoding (section 2.4.1).
            append(String(String.UnicodeScalarView(string.unicodeScalars.prefix(length))), operation, to: &uri)
        } else {
            append(string, operation, to: &uri)
        }
    }

    private static func append(
        _ pairs: [Pair], isList: Bool, of variable: Variable, _ operation: Operation, to uri: inout [UInt8]
    ) throws(URITemplateError) {
        switch variable.modifier {
        case .prefix:
            throw URITemplateError("The variable \"\(variable.name)\" has a prefix length, but its value is no string.")
        case .none:
            if operation.isNamed { appendName(variable.name, isEmpty: false, operation, to: &uri) }
            for (index, pair) in pairs.enumerated() {
                if index > 0 { uri += ",".utf8 }
                if !isList {
                    append(pair.name, operation, to: &uri)
                    uri += ",".utf8
                }
                append(pair.value, operation, to: &uri)
            }
        case .explode:
            for (index, pair) in pairs.enumerated() {
                if index > 0 { uri += operation.separator.utf8 }
                appendExploded(pair, isList: isList, variable.name, operation, to: &uri)
            }
        }
    }

    private static func appendExploded(
        _ pair: Pair, isList: Bool, _ name: String, _ operation: Operation, to uri: inout [UInt8]
    ) {
        if operation.isNamed, isList {
            appendName(name, isEmpty: pair.value.isEmpty, operation, to: &uri)
        } else if !isList {
            append(pair.name, operation, to: &uri)
            let isBare = operation.isNamed && pair.value.isEmpty
            uri += (isBare ? operation.afterEmptyName : "=").utf8
        }
        append(pair.value, operation, to: &uri)
    }

    /// A variable's name stands in a template as it stands in a URI.
    private static func appendName(_ name: String, isEmpty: Bool, _ operation: Operation, to uri: inout [UInt8]) {
        uri += name.utf8
        uri += (isEmpty ? operation.afterEmptyName : "=").utf8
    }

    private static func append(_ value: String, _ operation: Operation, to uri: inout [UInt8]) {
        PercentCoding.append(value.utf8, keepingReserved: operation.keepsReserved, to: &uri)
    }
}

extension URITemplate.Value {
    fileprivate var isUndefined: Bool {
        switch self {
        case .string: false
        case .list(let list): list.isEmpty
        case .association(let pairs): pairs.isEmpty
        }
    }
}
