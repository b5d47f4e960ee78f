import GatehouseApplication

await Application.jobs.run()
