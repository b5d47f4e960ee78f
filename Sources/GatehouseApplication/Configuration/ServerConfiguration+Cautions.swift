extension ServerConfiguration {
    /// What may be wrong with roles that somebody is given: those that the configuration does not have.
    func cautions(about roles: [String]) -> [String] {
        let known = self.roles.map(\.name)
        return roles.filter { !known.contains($0) }.map { role in
            let nearest = NearestName.nearest(to: role, among: known).map { "did you mean \($0)?" }
            return "there is no role \(quoted(role)) in the configuration; "
                + (nearest ?? "the roles are \(known.joined(separator: ", "))")
        }
    }
}
