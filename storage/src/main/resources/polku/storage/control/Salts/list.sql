SELECT day, salt FROM salts
