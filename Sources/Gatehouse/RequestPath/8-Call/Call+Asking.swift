import GatehouseJSON
import GatehouseProtocol

extension Call {
    /// How the function of a request reaches its client; nothing where it cannot, or never suspends to do so.
    func link(of validated: Validated) -> (any ClientLink)? {
        guard validated.admitted.authorized.routed.request.revision.isModern else { return nil }
        switch validated.invocation {
        case .tool(_, .asynchronous, _, _), .prompt, .resource: return ReplayLink(validated, roundTrips)
        default: return nil
        }
    }

    /// What a call comes to whose function could not go on without its client; nothing where it could.
    ///
    /// It counts whatever the function made of the error that stopped it: it went on without what it had asked for.
    func interim(_ ending: Ending<some Sendable>, _ job: Runner.Job) throws(Refusal) -> Outcome? {
        guard !ending.isGivenUp else { return nil }
        switch ending {
        case .threw(let error as MissingClientCapability): return try outcome(of: error, job)
        case .threw(let error as InvalidAnswer): return try outcome(of: error, job)
        case .threw(let error as ClientRequestFailure): return try told(error.description, job)
        case .threw(let error as URLElicitationRequired):
            if let outcome = try outcome(of: error, job) { return outcome }
            let missing = MissingClientCapability(ClientCapabilities(elicitation: .init(url: [:])))
            return try outcome(of: missing, job)
        default: break
        }
        guard let questions = try job.link?.unanswered else { return nil }
        return .inputRequired(questions)
    }

    /// The client cannot be asked: error -32021 since 2026-07-28 (basic/versioning), and words before.
    private func outcome(of error: MissingClientCapability, _ job: Runner.Job) throws(Refusal) -> Outcome {
        guard job.request.revision.isModern else { return try told(error.description, job) }
        let data = MissingRequiredClientCapabilityData(requiredCapabilities: error.required)
        let code = ErrorCode.missingRequiredClientCapability
        throw Refusal(
            .call, status: code.status(in: job.request.revision),
            error: JSONRPCError(code, error.description, data: try? JSONValue(parsing: data.jsonBytes)))
    }

    /// The client's answer does not fit (basic/patterns/mrtr, "Error Handling"). What is wrong with it may repeat what a
    /// user entered, so it does not go to the log.
    private func outcome(of error: InvalidAnswer, _ job: Runner.Job) throws(Refusal) -> Outcome {
        guard job.request.revision.isModern else { return try told(error.description, job) }
        throw Refusal(
            .call, status: ErrorCode.invalidParams.status(in: job.request.revision),
            error: JSONRPCError(.invalidParams, "params.inputResponses: \(error)"),
            reason: "an answer of the client does not fit its question")
    }

    /// What is told in words, to a tool's model or, where there is none, as an error.
    private func told(_ message: String, _ job: Runner.Job) throws(Refusal) -> Outcome {
        if case .tool(let tool, _, _, _) = job.validated.invocation {
            return .tool(ToolOutcome.text(message, isError: true).readable(for: tool, in: job.request.revision))
        }
        throw Refusal(
            .call, status: ErrorCode.internalError.status(in: job.request.revision),
            error: JSONRPCError(.internalError, message))
    }
}
