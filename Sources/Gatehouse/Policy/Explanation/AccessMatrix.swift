/// Who may use what, by a policy: a row for every component, a column for every caller.
public struct AccessMatrix: Sendable {
    /// A component, and what was decided for each caller.
    public struct Row: Sendable {
        public let component: ComponentSummary
        /// The decisions, in the order of the callers.
        public let decisions: [AccessDecision]
        /// The rules about the component whose conditions the arguments decide, each with its condition.
        public let conditions: [(rule: String, condition: String)]
    }

    public let rows: [Row]
}

extension Registry {
    /// Decides whether somebody may use a tool, as far as that does not take arguments.
    public func access(to tool: String, of caller: Principal) -> AccessDecision {
        snapshot.access(to: tool, of: caller)
    }

    /// Decides about every component that is offered, for several callers, as far as that does not take arguments.
    public func matrix(of callers: [Principal]) -> AccessMatrix {
        let snapshot = snapshot
        let grants = callers.map(snapshot.table.grants)
        return AccessMatrix(
            rows: snapshot.tools.rows(grants, snapshot.table) + snapshot.prompts.rows(grants, snapshot.table)
                + snapshot.resources.rows(grants, snapshot.table) + snapshot.templates.rows(grants, snapshot.table))
    }
}

extension ComponentList {
    fileprivate func rows(_ grants: [AccessTable.Grants], _ table: AccessTable) -> [AccessMatrix.Row] {
        current.map { component in
            let rules = (component.control.rules?.denials ?? []) + (component.control.rules?.allowances ?? [])
            return AccessMatrix.Row(
                component: component.summary(isEnabled: true),
                decisions: grants.map { component.control.decide($0, in: table) },
                conditions: rules.compactMap { rule in rule.condition.map { (rule.rule.name, $0.text) } })
        }
    }
}
