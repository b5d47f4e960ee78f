extension ConfigurationKey {
    static let state: [ConfigurationKey] = [stateKeyFile, stateTimeToLive, stateMaxBytes, stateMaxRounds]

    static let stateKeyFile = ConfigurationKey(
        "state.key_file", .text(.path),
        summary: """
            The file of the keys that seal what clients carry from one round of a request to the next: a key to a line, \
            the current one first. It is made, with one key, where it is missing. Without it the key is a random one of \
            this process, and requests that were begun before a restart, or at another server, begin again.
            """
    )
    static let stateTimeToLive = ConfigurationKey(
        "state.ttl", .duration(.seconds(1) ... .seconds(86_400)), default: "10m",
        summary: "How long a client may take to answer what one round asks."
    )
    static let stateMaxBytes = ConfigurationKey(
        "state.max_bytes", .size(1_024...1_048_576), default: "16KiB",
        summary: "How large the sealed state of a request may become; a function with more answers and effects fails."
    )
    static let stateMaxRounds = ConfigurationKey(
        "state.max_rounds", .integer(1...1_000), default: "16",
        summary: "How often one request may ask its client before it is given up."
    )
}
