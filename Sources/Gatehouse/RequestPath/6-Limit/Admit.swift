import GatehouseJSON
import GatehouseProtocol

/// A request that its caller may make now.
struct Admitted: Sendable {
    let authorized: Authorized
    /// What the reply tells the caller about its limits.
    let fields: [Reply.Field]
    /// What the limit says that restricts the caller most; nothing where none applies.
    let decision: AdmissionDecision?
    /// What was counted, where it may have to be corrected.
    let admission: Admission?

    fileprivate init(
        authorized: Authorized, fields: [Reply.Field], decision: AdmissionDecision? = nil, admission: Admission? = nil
    ) {
        self.authorized = authorized
        self.fields = fields
        self.decision = decision
        self.admission = admission
    }
}

/// Step 6: counts the request against the limits that it is one of.
///
/// Over a limit the answer is 429 with the header fields of draft-ietf-httpapi-ratelimit-headers, and the same numbers
/// in the error's data, so that clients on stdio and models see them too.
struct Admit: Sendable {
    let limiter: RateLimiter
    let quotas: QuotaLedger
    /// The store of limits that several servers share; nothing where this one counts by itself.
    let shared: SharedRateLimits?

    /// Decides where that takes no waiting.
    ///
    /// - Returns: Nothing where it does; ``waiting(_:requestID:)`` decides then.
    func callAsFunction(_ authorized: Authorized) throws(Refusal) -> Admitted? {
        let routed = authorized.routed
        let rules = routed.limits.rules(for: routed.target, method: routed.request.method)
        guard !rules.policies.isEmpty else { return Admitted(authorized: authorized, fields: []) }
        guard let plain = rules.plain, shared == nil else { return nil }
        let decision = limiter.admit(routed.caller.principal.identity, under: plain)
        guard let told = AdmissionDecision(decision) else { return Admitted(authorized: authorized, fields: []) }
        return try admitted(authorized, told, rules.fields, admission: nil)
    }

    /// Decides about a request with limits of every kind.
    func waiting(_ authorized: Authorized, requestID: String) async throws(Refusal) -> Admitted {
        let charges = charges(authorized, requestID)
        guard !charges.isEmpty else { return Admitted(authorized: authorized, fields: []) }
        let fields = RateLimitFields(
            rules: charges.flatMap(\.rules), quotas: charges.flatMap(\.policy.quotas), at: quotas.time)
        let (decision, counted) = try await count(charges, authorized)
        guard let decision else { return Admitted(authorized: authorized, fields: []) }
        let admission = Admission(counted)
        return try admitted(authorized, decision, fields, admission: admission.isCorrected ? admission : nil)
    }

    /// Lets a task run again, whose call was counted when it was made.
    func again(_ authorized: Authorized) -> Admitted {
        Admitted(authorized: authorized, fields: [])
    }

    private func admitted(
        _ authorized: Authorized, _ decision: AdmissionDecision, _ fields: RateLimitFields, admission: Admission?
    ) throws(Refusal) -> Admitted {
        let fields = fields.fields(for: decision, isLegacy: authorized.routed.limits.hasLegacyFields)
        guard decision.isAllowed else {
            var refusal = Refusal(.limit, status: 429, error: decision.error, fields: fields)
            refusal.limit = decision.name
            throw refusal
        }
        return Admitted(authorized: authorized, fields: fields, decision: decision, admission: admission)
    }
}

// MARK: - Counting

extension Admit {
    /// What each policy counts of a request; those that exempt its caller count nothing.
    private func charges(_ authorized: Authorized, _ requestID: String) -> [Admission.Charge] {
        let routed = authorized.routed
        let principal = routed.snapshot.table.holder(routed.caller.principal)
        lazy var info = RequestInfo(routed.caller, routed.request, routed.target, requestID: requestID)
            .of(principal)
        return charges(
            routed.limits.rules(for: routed.target, method: routed.request.method), info, principal,
            routed.caller.received.head.remoteAddress,
            routed.request.params.arguments?.value.objectValue ?? [:])
    }

    private func charges(
        _ rules: AdmissionRules, _ info: @autoclosure () -> RequestInfo, _ principal: Principal, _ address: String?,
        _ given: @autoclosure () -> JSONObject
    ) -> [Admission.Charge] {
        lazy var info = info()
        lazy var arguments = given()
        var charges: [Admission.Charge] = []
        for policy in rules.policies {
            guard policy.policy.exemption.isNobody || !policy.policy.exemption.holds(for: info, principal, address)
            else {
                continue
            }
            let text = policy.policy.key.text(for: info, principal, address)
            charges.append(
                Admission.Charge(
                    policy: policy, key: RateLimitKey(text), text: text, rules: policy.rules(for: principal),
                    cost: policy.cost?.charged(for: arguments) ?? 1))
        }
        return charges
    }

    /// What each limit would say of a request, without counting it.
    func preview(_ authorized: Authorized, requestID: String) async -> [AdmissionDecision] {
        await preview(charges(authorized, requestID))
    }

    /// What each limit would say of a call, without counting it.
    func preview(_ tool: RegisteredTool, _ info: RequestInfo, _ arguments: JSONObject) async -> [AdmissionDecision] {
        await preview(charges(tool.bounds.rules, info, info.principal, info.remoteAddress, arguments))
    }

    private func preview(_ charges: [Admission.Charge]) async -> [AdmissionDecision] {
        var decisions: [AdmissionDecision] = []
        for charge in charges {
            for rule in charge.rules {
                let decision = limiter.preview(charge.key, under: [rule], cost: charge.cost)
                if let told = AdmissionDecision(decision, cost: charge.cost) {
                    decisions.append(told.counted(by: charge))
                }
            }
            decisions += await quotas.preview(charge).map { $0.counted(by: charge) }
        }
        return decisions
    }

    /// Counts a request against all of its limits, or against none where one refuses.
    private func count(
        _ charges: [Admission.Charge], _ authorized: Authorized
    ) async throws(Refusal) -> (AdmissionDecision?, [Admission.Charge]) {
        var counted: [Admission.Charge] = []
        var strictest: AdmissionDecision?
        if let shared, let decision = try await shared.admit(charges, authorized.routed.request) {
            strictest = decision
            if !decision.isAllowed { return (decision, []) }
            counted = charges
        } else {
            for var charge in charges {
                // Those behind a refusal are looked at as well: whoever obeys the longest wait is admitted by all.
                let isRefused = strictest?.isAllowed == false
                let decision =
                    isRefused
                    ? limiter.preview(charge.key, under: charge.rules, cost: charge.cost)
                    : limiter.admit(charge.key, under: charge.rules, cost: charge.cost)
                charge.decision = decision
                if !isRefused, decision.isAllowed { counted.append(charge) }
                if let told = AdmissionDecision(decision, cost: charge.cost), told.isStricter(than: strictest) {
                    strictest = told
                }
            }
        }
        if strictest?.isAllowed ?? true {
            let decision = try await quotas.admit(&counted, authorized.routed.request)
            if let decision, decision.isStricter(than: strictest) { strictest = decision }
        }
        if strictest?.isAllowed == false {
            await undo(counted)
            counted = []
        }
        return (strictest, counted)
    }

    private func undo(_ charges: [Admission.Charge]) async {
        for charge in charges {
            if let decision = charge.decision {
                limiter.refund(charge.cost, of: decision, to: charge.key, under: charge.rules)
            }
        }
        await shared?.correct(charges.filter { $0.decision == nil }.map { ($0, -$0.cost) })
    }

    /// Corrects what a call was charged, now that its outcome is known.
    func settle(_ admission: Admission, _ outcome: ToolOutcome) async {
        var late: [(Admission.Charge, Int)] = []
        for charge in admission.charges {
            guard let cost = charge.policy.cost?.actual(of: outcome), cost != charge.cost else { continue }
            let difference = cost - charge.cost
            quotas.correct(charge, by: difference)
            guard let decision = charge.decision else {
                late.append((charge, difference))
                continue
            }
            if difference > 0 {
                limiter.charge(difference, to: charge.key, under: charge.rules)
            } else {
                limiter.refund(-difference, of: decision, to: charge.key, under: charge.rules)
            }
        }
        if !late.isEmpty { await shared?.correct(late) }
    }
}

extension Routed {
    /// The limits of the moment at which the request came: it is held to one set of them from its first step to its last.
    fileprivate var limits: LimitBook { snapshot.bounds.book }
}

extension AdmissionDecision {
    /// The same with a word for whose requests count together.
    fileprivate func counted(by charge: Admission.Charge) -> AdmissionDecision {
        var decision = self
        decision.key = charge.policy.policy.key.words
        return decision
    }
}
