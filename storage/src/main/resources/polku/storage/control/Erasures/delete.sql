DELETE FROM erasures WHERE site_number = :siteNumber
