DELETE FROM sites WHERE id = :id
