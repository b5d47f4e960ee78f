import GatehouseProtocol

extension MissingClientCapability: CustomStringConvertible {
    /// One sentence that names what is missing, as a client would declare it.
    public var description: String {
        let names = names
        guard !names.isEmpty else { return "The client cannot be asked for anything here" }
        return "The client did not declare what this needs: \(names.joined(separator: ", "))"
    }

    private var names: [String] {
        var names: [String] = []
        if required.elicitation?.form != nil { names.append("elicitation.form") }
        if required.elicitation?.url != nil { names.append("elicitation.url") }
        if let sampling = required.sampling {
            let parts = [
                sampling.tools.map { _ in "sampling.tools" }, sampling.context.map { _ in "sampling.context" },
            ]
            let present = parts.compactMap { $0 }
            names += present.isEmpty ? ["sampling"] : present
        }
        if required.roots != nil { names.append("roots") }
        return names
    }
}
