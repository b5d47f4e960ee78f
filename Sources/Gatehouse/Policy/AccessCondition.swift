/// When a rule applies: an expression, or a function of the author's.
public struct AccessCondition: Sendable {
    enum Kind: Sendable {
        case expression(ConditionExpression)
        case check(name: String, needs: [DependencyKey], holds: @Sendable (RequestScope) async throws -> Bool)
    }

    let kind: Kind

    /// When an expression holds, as `args.amount < 1000`.
    ///
    /// - Throws: ``ConditionError`` where the text is no condition.
    public static func expression(_ text: String) throws(ConditionError) -> AccessCondition {
        .expression(try ConditionExpression(parsing: text))
    }

    /// When an expression holds.
    public static func expression(_ expression: ConditionExpression) -> AccessCondition {
        AccessCondition(kind: .expression(expression))
    }

    /// When a function says so; it may look something up.
    ///
    /// ```swift
    /// AccessCondition.check("the author is the caller", needs: .arguments, .notes) { request, arguments, notes in
    ///     try await notes.author(of: arguments["id"]) == request.principal.subject
    /// }
    /// ```
    ///
    /// It runs when the arguments are checked, before the component's function, and within the time of guards. Where it
    /// throws, that is logged, and the condition is undecided: a rule that allows does not apply, one that denies does.
    ///
    /// - Parameters:
    ///   - name: What it is called in explanations.
    ///   - needs: The values that it gets, in this order.
    ///   - holds: Whether the rule applies.
    public static func check<each Need: Sendable>(
        _ name: String,
        needs: repeat Dependency<each Need>,
        holds: @escaping @Sendable (RequestInfo, repeat each Need) async throws -> Bool
    ) -> AccessCondition {
        let needed = (repeat each needs)
        return AccessCondition(
            kind: .check(name: name, needs: Needs(repeat each needs).keys) { scope in
                try await holds(scope.info, repeat try await scope.value(each needed))
            })
    }

    /// Whether the caller alone decides it.
    var isOfCaller: Bool {
        if case .expression(let expression) = kind { !expression.usesArguments } else { false }
    }

    /// What it says, for explanations.
    var text: String {
        switch kind {
        case .expression(let expression): expression.description
        case .check(let name, _, _): name
        }
    }

    /// What a function needs; nothing where there is none.
    var needs: [DependencyKey]? {
        if case .check(_, let needs, _) = kind { needs } else { nil }
    }
}
